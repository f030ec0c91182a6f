# expect: ACT116@19

import torch
import torch.nn as nn
import torch.nn.functional as F


class SelfAttentiveEncoder(nn.Module):
    def __init__(self, vocab=40, dim=12):
        super().__init__()
        self.emb = nn.Embedding(vocab, dim)
        self.lstm = nn.LSTM(dim, dim, batch_first=True, bidirectional=True)
        self.w1 = nn.Linear(2 * dim, dim)
        self.w2 = nn.Linear(dim, 1)

    def forward(self, tokens):
        h, _ = self.lstm(self.emb(tokens))
        score = self.w2(torch.tanh(self.w1(h)))
        alpha = F.softmax(score, dim=-1)
        return (alpha * h).sum(dim=1)


class Reviews(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder = SelfAttentiveEncoder()
        self.classifier = nn.Linear(24, 5)

    def forward(self, tokens):
        return self.classifier(self.encoder(tokens))


reviews = Reviews()
loss = nn.CrossEntropyLoss()(reviews(torch.randint(0, 40, (3, 6))), torch.tensor([4, 0, 2]))
loss.backward()
