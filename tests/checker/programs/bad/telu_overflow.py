# expect: ACT407@9
# why: A hand-written TeLU has NaN gradients where exp overflows.
import torch
import torch.nn as nn


class TeLU(nn.Module):
    def forward(self, x):
        return x * torch.tanh(torch.exp(x))


net = nn.Sequential(nn.Linear(4, 8), TeLU(), nn.Linear(8, 2))
nn.functional.cross_entropy(net(torch.randn(3, 4)), torch.tensor([0, 1, 0])).backward()
