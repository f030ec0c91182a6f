# expect: ACT105@26|36

import argparse

import torch
from torch import nn, optim


def get_loss(name, **kwargs):
    name = name.lower()
    if name in ("ce", "cross_entropy"):
        return nn.CrossEntropyLoss(**kwargs)
    elif name == "bce":
        return nn.BCELoss(**kwargs)
    elif name == "bce_logits":
        return nn.BCEWithLogitsLoss(**kwargs)
    raise NotImplementedError(f"loss {name}")


class LogReg(nn.Module):
    def __init__(self, d):
        super().__init__()
        self.linear = nn.Linear(d, 1)

    def forward(self, x):
        return self.linear(x).squeeze(1)


def main(d=9, steps=2):
    model = LogReg(d)
    criterion = get_loss("bce", reduction="mean")
    opt = optim.SGD(model.parameters(), lr=0.1)
    for _ in range(steps):
        x = torch.randn(16, d)
        y = (x.sum(1) > 0).float()
        loss = criterion(model(x), y)
        opt.zero_grad()
        loss.backward()
        opt.step()


if __name__ == "__main__":
    try:
        main()
    except RuntimeError as error:
        print(error)
