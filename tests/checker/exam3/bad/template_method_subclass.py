# expect: ACT101@26|44

from abc import ABC, abstractmethod

import torch
import torch.nn as nn
import torch.nn.functional as F


class BaseModel(nn.Module, ABC):
    loss_fn = nn.CrossEntropyLoss()

    @abstractmethod
    def encode(self, x): ...

    @abstractmethod
    def head(self, h): ...

    def forward(self, x):
        return self.head(self.encode(x))


class TrainMixin:
    def train_step(self, batch, opt):
        x, y = batch
        loss = self.loss_fn(self(x), y)
        opt.zero_grad()
        loss.backward()
        opt.step()
        return loss.item()


class PointNet(TrainMixin, BaseModel):
    def __init__(self, classes=5):
        super().__init__()
        self.mlp1, self.mlp2 = nn.Conv1d(3, 16, 1), nn.Conv1d(16, 32, 1)
        self.fc = nn.Linear(32, classes)

    def encode(self, pts):
        h = F.relu(self.mlp1(pts))
        return F.relu(self.mlp2(h)).max(dim=2).values

    def head(self, h):
        return nn.functional.softmax(self.fc(h), dim=-1)


net = PointNet()
print(net.train_step((torch.randn(4, 3, 10), torch.randint(0, 5, (4,))), torch.optim.Adam(net.parameters())))
