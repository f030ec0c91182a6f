# expect: ACT131@17|20
# why: nn.LogSigmoid ends the model and BCEWithLogits follows.
import torch
import torch.nn as nn


class M(nn.Module):
    def __init__(self):
        super().__init__()
        self.seq = nn.Sequential(nn.Linear(6, 2), nn.LogSigmoid())

    def forward(self, x):
        return self.seq(x)


def loss_fn(p, t):
    return nn.functional.binary_cross_entropy_with_logits(p, t)


loss_fn(M()(torch.randn(3, 6)), torch.ones(3, 2)).backward()
