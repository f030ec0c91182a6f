# expect: ACT101@20|38

from collections import OrderedDict

import torch
from torch import nn
from torch.nn import functional as fn


class BiLSTMTagger(nn.Module):
    def __init__(self, vocab, tags, dim=32):
        super().__init__()
        self.emb = nn.Embedding(vocab, dim, padding_idx=0)
        self.lstm = nn.LSTM(dim, dim, batch_first=True, bidirectional=True)
        self.head = nn.Sequential(
            OrderedDict(
                [
                    ("drop", nn.Dropout(0.3)),
                    ("fc", nn.Linear(2 * dim, tags)),
                    ("prob", nn.Softmax(dim=2)),
                ]
            )
        )

    def forward(self, ids):
        states, _ = self.lstm(self.emb(ids))
        return self.head(states)


torch.manual_seed(1)
tagger = BiLSTMTagger(vocab=120, tags=9)
optimizer = torch.optim.Adam(tagger.parameters(), 1e-2)
for i in range(5):
    ids = torch.randint(1, 120, (6, 15))
    gold = torch.randint(0, 9, (6, 15))
    tag_scores = tagger(ids)
    # cross entropy wants the classes in dim 1
    loss = fn.cross_entropy(tag_scores.permute(0, 2, 1), gold, ignore_index=0)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
