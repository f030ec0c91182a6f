# expect: none
# why: The softmax is called with a dim; the branch without one is for other activations.
import torch
from torch import nn


class Decoder(nn.Module):
    def __init__(self, activation=nn.functional.softmax):
        super().__init__()
        self.fc = nn.Linear(4, 6)
        self.activation = activation

    def forward(self, z):
        mu = self.fc(z)
        if self.activation in (nn.functional.softmax, torch.softmax):
            return self.activation(mu, dim=-1)
        return self.activation(mu)


Decoder()(torch.randn(2, 4)).pow(2).sum().backward()
