# expect: ACT131@25

import torch
import torch.nn as nn


class EmojiNet(nn.Module):
    def __init__(self, vocab=300, n_emoji=30):
        super().__init__()
        self.e = nn.EmbeddingBag(vocab, 32)
        self.o = nn.Linear(32, n_emoji)
        self.ls = nn.LogSoftmax(dim=1)

    def forward(self, ids):
        return self.ls(self.o(self.e(ids)))


def loss_for(task):
    return {"single": nn.NLLLoss(), "multi": nn.BCEWithLogitsLoss()}[task]


net = EmojiNet()
crit = loss_for("multi")
targets = (torch.rand(8, 30) > 0.9).float()
loss = crit(net(torch.randint(0, 300, (8, 12))), targets)
loss.backward()
