# expect: ACT127@31

import torch
from torch import nn


class Scorer(nn.Module):
    def __init__(self, d_in=9, classes=4):
        super().__init__()
        self.layers = nn.Sequential(nn.Linear(d_in, 18), nn.Hardswish(), nn.Linear(18, classes))

    def forward(self, x, return_logits=False):
        z = self.layers(x)
        return z if return_logits else z.softmax(dim=-1)


class Experiment:
    def __init__(self):
        self.model = Scorer()
        self.loss = nn.CrossEntropyLoss()
        self.opt = torch.optim.Adam(self.model.parameters())

    def train(self, x, y):
        loss = self.loss(self.model(x, return_logits=True), y)
        self.opt.zero_grad()
        loss.backward()
        self.opt.step()

    @torch.inference_mode()
    def brier(self, x, y):
        p = torch.softmax(self.model(x), dim=-1)
        return ((p - nn.functional.one_hot(y, p.shape[-1])) ** 2).sum(-1).mean()


exp = Experiment()
x, y = torch.randn(8, 9), torch.randint(0, 4, (8,))
exp.train(x, y)
print(exp.brier(x, y))
