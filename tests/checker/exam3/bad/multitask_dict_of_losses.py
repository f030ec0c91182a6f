# expect: ACT103@12|31

import torch
import torch.nn as nn


class FaceNet(nn.Module):
    def __init__(self, d=16):
        super().__init__()
        self.trunk = nn.Sequential(nn.Linear(d, 32), nn.ReLU(), nn.Linear(32, 32), nn.ReLU())
        self.age = nn.Linear(32, 1)
        self.smile = nn.Sequential(nn.Linear(32, 1), nn.Sigmoid())
        self.emotion = nn.Linear(32, 7)

    def forward(self, x):
        h = self.trunk(x)
        return {"age": self.age(h), "smile": self.smile(h), "emotion": self.emotion(h)}


LOSSES = {
    "age": nn.L1Loss(),
    "smile": nn.BCEWithLogitsLoss(),
    "emotion": nn.CrossEntropyLoss(),
}
WEIGHTS = {"age": 0.1, "smile": 1.0, "emotion": 1.0}


def total_loss(outputs, targets):
    total = 0.0
    for task, criterion in LOSSES.items():
        total = total + WEIGHTS[task] * criterion(outputs[task], targets[task])
    return total


net = FaceNet()
opt = torch.optim.Adam(net.parameters())
targets = {"age": torch.rand(4, 1) * 80, "smile": torch.rand(4, 1).round(), "emotion": torch.randint(0, 7, (4,))}
loss = total_loss(net(torch.randn(4, 16)), targets)
opt.zero_grad()
loss.backward()
opt.step()
