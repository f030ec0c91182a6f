# expect: none
# why: The first linear layer mixes the states of the LSTM's layers into one, the second works on the features.
import torch
from torch import nn


class Encoder(nn.Module):
    def __init__(self, size, depth):
        super().__init__()
        self.lstm = nn.LSTM(size, size, depth, batch_first=True)
        self.reweight = nn.Linear(depth, 1)
        self.linear = nn.Linear(size, size)

    def forward(self, x):
        _, hidden = self.lstm(x)
        x = self.reweight(hidden[0].permute(1, 2, 0)).squeeze(-1)
        x = self.linear(x)
        return torch.tanh(x)


Encoder(6, 2)(torch.randn(3, 5, 6)).sum().backward()
