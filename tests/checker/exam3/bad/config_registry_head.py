# expect: ACT101@38|55

"""Flower classifier whose head activation is picked by a config value."""
from dataclasses import dataclass, field
from functools import partial
from typing import List

import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

HEADS = {
    "none": nn.Identity,
    "softmax": partial(nn.Softmax, dim=-1),
    "sigmoid": nn.Sigmoid,
}


@dataclass
class Config:
    in_features: int = 12
    widths: List[int] = field(default_factory=lambda: [32, 32])
    classes: int = 4
    head: str = "softmax"
    lr: float = 1e-3
    epochs: int = 2


class FlowerNet(nn.Module):
    def __init__(self, cfg: Config):
        super().__init__()
        layers, prev = [], cfg.in_features
        for w in cfg.widths:
            layers += [nn.Linear(prev, w), nn.ReLU()]
            prev = w
        self.body = nn.Sequential(*layers)
        self.out = nn.Linear(prev, cfg.classes)
        self.head = HEADS[cfg.head]()

    def forward(self, x):
        return self.head(self.out(self.body(x)))


class Trainer:
    def __init__(self, model, cfg):
        self.model = model
        self.cfg = cfg
        self.opt = torch.optim.Adam(model.parameters(), lr=cfg.lr)
        self.criterion = nn.CrossEntropyLoss()

    def fit(self, loader):
        for _ in range(self.cfg.epochs):
            for x, y in loader:
                self.opt.zero_grad()
                loss = self.criterion(self.model(x), y)
                loss.backward()
                self.opt.step()
        return loss.item()


if __name__ == "__main__":
    cfg = Config()
    data = TensorDataset(torch.randn(16, 12), torch.randint(0, 4, (16,)))
    print(Trainer(FlowerNet(cfg), cfg).fit(DataLoader(data, batch_size=8)))
