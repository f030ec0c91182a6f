# expect: ACT123@20

import torch
import torch.nn as nn


class Autoencoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder = nn.Sequential(nn.Linear(12, 6), nn.ReLU(), nn.Linear(6, 3))
        self.decoder = nn.Sequential(nn.Linear(3, 6), nn.ReLU(), nn.Linear(6, 12))

    def forward(self, x):
        return self.decoder(self.encoder(x))


def training_step(model, x, optimizer):
    optimizer.zero_grad()
    reconstruction = model(x)
    loss = nn.MSELoss(reconstruction, x)
    loss.backward()
    optimizer.step()
    return loss


ae = Autoencoder()
try:
    training_step(ae, torch.randn(4, 12), torch.optim.Adam(ae.parameters()))
except (RuntimeError, AttributeError) as error:
    print(type(error).__name__)
