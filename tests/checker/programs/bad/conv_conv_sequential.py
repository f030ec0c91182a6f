# expect: ACT201@8
# why: Two convolutions in a row without an activation.
import torch
import torch.nn as nn

block = nn.Sequential(
    nn.Conv2d(3, 16, 3, padding=1),
    nn.Conv2d(16, 32, 3, padding=1),
    nn.ReLU(),
    nn.AdaptiveAvgPool2d(1),
    nn.Flatten(),
    nn.Linear(32, 2),
)
nn.functional.cross_entropy(block(torch.randn(2, 3, 6, 6)), torch.tensor([0, 1])).backward()
