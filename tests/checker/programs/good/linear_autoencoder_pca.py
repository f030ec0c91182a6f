# expect: none
# why: A linear autoencoder without activations is PCA on purpose: narrow in the middle.
import torch
from torch import nn


class PCA(nn.Module):
    def __init__(self, d, k):
        super().__init__()
        self.encode = nn.Linear(d, k)
        self.decode = nn.Linear(k, d)

    def forward(self, x):
        return self.decode(self.encode(x))


x = torch.randn(10, 12)
nn.functional.mse_loss(PCA(12, 2)(x), x).backward()
