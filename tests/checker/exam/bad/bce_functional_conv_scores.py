# expect: ACT105@21
# why: A change detector feeds convolution scores to binary_cross_entropy.
# raises: RuntimeError
import torch
import torch.nn.functional as tf
from torch import nn


class Change(nn.Module):
    def __init__(self):
        super().__init__()
        self.enc = nn.Conv2d(3, 8, 3, padding=1)
        self.dec = nn.Conv2d(8, 1, 3, padding=1)

    def forward(self, a, b):
        diff = torch.abs(self.enc(a) - self.enc(b))
        return self.dec(diff)


def objective(score, label):
    return tf.binary_cross_entropy(score, label)


objective(Change()(3 * torch.randn(2, 3, 6, 6), torch.randn(2, 3, 6, 6)), torch.rand(2, 1, 6, 6).round()).backward()
