# expect: ACT103@31

import torch
from torch import nn


class MultiTask(nn.Module):
    def __init__(self):
        super().__init__()
        self.trunk = nn.Sequential(nn.Linear(18, 40), nn.ReLU())
        self.heads = nn.ModuleDict(
            {
                "age": nn.Linear(40, 1),
                "sex": nn.Sequential(nn.Linear(40, 1), nn.Sigmoid()),
                "race": nn.Linear(40, 5),
            }
        )

    def forward(self, x):
        h = self.trunk(x)
        return {name: head(h) for name, head in self.heads.items()}


LOSSES = {"age": nn.L1Loss(), "sex": nn.BCEWithLogitsLoss(), "race": nn.CrossEntropyLoss()}

model = MultiTask()
x = torch.randn(8, 18)
y = {"age": torch.rand(8, 1), "sex": torch.randint(0, 2, (8, 1)).float(), "race": torch.randint(0, 5, (8,))}
out = model(x)
loss = LOSSES["age"](out["age"], y["age"])
loss = loss + LOSSES["sex"](out["sex"], y["sex"])
loss = loss + LOSSES["race"](out["race"], y["race"])
loss.backward()
