# expect: none

import argparse

import torch
from torch import nn


def parse(argv=None):
    p = argparse.ArgumentParser()
    p.add_argument("--multilabel", action="store_true")
    p.add_argument("--classes", type=int, default=5)
    return p.parse_args(argv)


class Model(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.seq = nn.Sequential(nn.Linear(11, 22), nn.ReLU6(), nn.Linear(22, n))

    def forward(self, x):
        return self.seq(x)


def main(argv=None):
    args = parse(argv)
    criterion = nn.BCEWithLogitsLoss() if args.multilabel else nn.CrossEntropyLoss()
    model = Model(args.classes)
    x = torch.randn(9, 11)
    y = torch.randint(0, 2, (9, args.classes)).float() if args.multilabel else torch.randint(0, args.classes, (9,))
    logits = model(x)
    criterion(logits, y).backward()
    return logits.sigmoid() if args.multilabel else logits.softmax(-1)


main([])
main(["--multilabel"])
