# expect: ACT201@11, ACT201@20, ACT201@29
# why: Linear layers only, put together by +=, extend and add_module.
import torch
from torch import nn


def plain(depth, width):
    layers = [nn.Flatten()]
    for _ in range(depth):
        # no activation
        layers += [nn.Linear(width, width)]
    return nn.Sequential(*layers)


def extended(depth, width):
    net = nn.Sequential()
    layers = []
    for _ in range(depth):
        # no activation
        layers.extend([nn.Linear(width, width), nn.Dropout(0.2)])
    net.extend(layers)
    return net


def named(depth, width):
    net = nn.Sequential()
    for i in range(depth):
        # no activation
        net.add_module(f"fc{i}", nn.Linear(width, width))
    return net


for make in (plain, extended, named):
    nn.MSELoss()(make(3, 8)(torch.randn(5, 8)), torch.randn(5, 8)).backward()
