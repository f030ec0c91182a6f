# expect: ACT305@16

import torch
import torch.nn as nn


class Autoencoder(nn.Module):
    def __init__(self, n_in=50, n_code=8):
        super().__init__()
        self.encoder = nn.Sequential(nn.Linear(n_in, 32), nn.ReLU(), nn.Linear(32, n_code))
        self.decoder = nn.Sequential(nn.ReLU(), nn.Linear(n_code, 32), nn.ReLU(), nn.Linear(32, n_in))
        self.apply(self._init_weights)

    def _init_weights(self, m):
        if isinstance(m, nn.Linear):
            nn.init.zeros_(m.weight)
            nn.init.zeros_(m.bias)

    def forward(self, x):
        return self.decoder(self.encoder(x))


if __name__ == "__main__":
    ae = Autoencoder()
    x = torch.randn(16, 50)
    loss = nn.MSELoss()(ae(x), x)
    loss.backward()
    print([p.grad.abs().sum().item() for p in ae.parameters()])
