# expect: ACT103@26
# why: A link predictor's sigmoid goes into a criterion attribute that works on logits.
import torch
from torch import nn


class LinkPredictor(nn.Module):
    def __init__(self, d):
        super().__init__()
        self.lins = nn.ModuleList([nn.Linear(d, d), nn.Linear(d, 1)])

    def forward(self, a, b):
        x = a * b
        for lin in self.lins[:-1]:
            x = torch.relu(lin(x))
        return torch.sigmoid(self.lins[-1](x))


class Task:
    def __init__(self):
        self.model = LinkPredictor(6)
        self.criterion = nn.BCEWithLogitsLoss()

    def run(self):
        pos = self.model(torch.randn(4, 6), torch.randn(4, 6))
        return self.criterion(pos, torch.ones_like(pos))


Task().run().backward()
