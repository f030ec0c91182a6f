"""A Fourier neural operator: learns the map from one function to another.

Layout "map": only the backbone, features [B, hidden, S, S], for a task's head.
"""

import torch
from torch import Tensor, nn

#: init


class SpectralConv(nn.Module):
    """Mixes the channels of the lowest Fourier modes: [B, C, S, S] -> same."""

    def __init__(self, hidden: int, modes: int) -> None:
        super().__init__()
        self.modes = modes
        shape = (2, hidden, hidden, modes, modes, 2)
        self.weight = nn.Parameter(torch.randn(shape) / hidden)

    def forward(self, x: Tensor) -> Tensor:
        m = self.modes
        weight = torch.view_as_complex(self.weight)
        waves = torch.fft.rfft2(x, norm="ortho")
        out = torch.zeros_like(waves)
        for half, rows in enumerate((slice(None, m), slice(-m, None))):
            low = waves[:, :, rows, :m]
            out[:, :, rows, :m] = torch.einsum("bixy,ioxy->boxy", low, weight[half])
        return torch.fft.irfft2(out, s=x.shape[-2:], norm="ortho")


class FNO(nn.Module):
    #: if layout == "map"
    """Fields [B, channels, S, S] -> features [B, hidden, S, S], for any S."""
    #: else
    """Fields [B, channels, S, S] -> fields [B, out_channels, S, S], for any S."""
    #: end

    def __init__(
        self,
        channels: int,
        #: if layout != "map"
        out_channels: int,
        #: end
        hidden: int,
        modes: int,
        depth: int,
    ) -> None:
        super().__init__()
        self.lift = nn.Conv2d(channels + 2, hidden, 1)
        self.spectral = nn.ModuleList(SpectralConv(hidden, modes) for _ in range(depth))
        self.local = nn.ModuleList(nn.Conv2d(hidden, hidden, 1) for _ in range(depth))
        #: if norm != "none"
        self.norms = nn.ModuleList()
        for _ in range(depth):
            self.norms.append(NORM_MAP(hidden))
        #: end
        self.act = ACT()
        #: if layout != "map"
        self.project = nn.Sequential(
            nn.Conv2d(hidden, 2 * hidden, 1),
            ACT(),
            nn.Conv2d(2 * hidden, out_channels, 1),
        )
        #: end
        self.apply(init_weights)

    def forward(self, x: Tensor) -> Tensor:
        rows = torch.linspace(0, 1, x.shape[-2], device=x.device)
        columns = torch.linspace(0, 1, x.shape[-1], device=x.device)
        place = torch.stack(torch.meshgrid(rows, columns, indexing="ij"))
        h = self.lift(torch.cat([x, place.expand(len(x), -1, -1, -1)], dim=1))
        for index in range(len(self.spectral)):
            h = self.spectral[index](h) + self.local[index](h)
            #: if norm != "none"
            h = self.norms[index](h)
            #: end
            if index < len(self.spectral) - 1:
                h = self.act(h)
        #: if layout == "map"
        features: Tensor = h
        return features
        #: else
        out: Tensor = self.project(h)
        return out
        #: end


#: if layout != "map"
def train_step(
    model: nn.Module, optimizer: torch.optim.Optimizer, x: Tensor, y: Tensor
) -> float:
    """One step on the relative L2 error between fields [B, out_channels, S, S]."""
    model.train()
    optimizer.zero_grad()
    error = (model(x) - y).flatten(1).norm(dim=1)
    loss: Tensor = (error / y.flatten(1).norm(dim=1)).mean()
    loss.backward()
    optimizer.step()
    return loss.item()


#: end
if __name__ == "__main__":
    torch.manual_seed(0)
    batch = 4
    channels = 1
    size = 16
    hidden = 16
    modes = 6
    layers = 3
    #: require 2 * modes <= size
    x = torch.randn(batch, channels, size, size)
    #: if layout == "map"
    backbone = FNO(channels, hidden, modes, layers)
    feature_size = hidden
    #: else
    y = torch.randn(batch, 1, size, size)
    model = FNO(channels, 1, hidden, modes, layers)
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
    for step in range(3):
        loss = train_step(model, optimizer, x, y)
        print(f"step {step}: loss {loss:.4f}")
    with torch.no_grad():
        # trained on one grid, evaluated on a finer one
        print(model(torch.randn(1, channels, 2 * size, 2 * size)).shape)
    #: end
