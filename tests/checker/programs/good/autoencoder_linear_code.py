# expect: none
# why: The encoder's last layer gives the code; the decoder's first layer starts from it.
import torch
from torch import nn


class AutoEncoder(nn.Module):
    def __init__(self, size, hidden=16):
        super().__init__()
        self.encoder = nn.Sequential(
            nn.Linear(4 * size, hidden),
            nn.ReLU(),
            nn.Linear(hidden, size),
        )
        self.decoder = nn.Sequential(
            nn.Linear(size, hidden),
            nn.ReLU(),
            nn.Linear(hidden, 4 * size),
        )

    def forward(self, x):
        return self.decoder(self.encoder(x))


x = torch.randn(3, 24)
nn.functional.mse_loss(AutoEncoder(6)(x), x).backward()
