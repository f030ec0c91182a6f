# expect: none
# why: nn.LogSoftmax in the model and nn.NLLLoss in the trainer.
import torch
from torch import nn


class Sent(nn.Module):
    def __init__(self):
        super().__init__()
        self.e = nn.Embedding(15, 6)
        self.l = nn.LSTM(6, 8, batch_first=True)
        self.f = nn.Linear(8, 2)
        self.s = nn.LogSoftmax(dim=1)

    def forward(self, t):
        _, (h, _) = self.l(self.e(t))
        return self.s(self.f(h[-1]))


class Trainer:
    loss = nn.NLLLoss()

    def __init__(self, m):
        self.m = m
        self.o = torch.optim.Adam(m.parameters())

    def step(self, x, y):
        self.o.zero_grad()
        value = self.loss(self.m(x), y)
        value.backward()
        self.o.step()


Trainer(Sent()).step(torch.randint(0, 15, (3, 5)), torch.tensor([0, 1, 1]))
