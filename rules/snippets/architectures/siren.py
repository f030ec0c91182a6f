"""A network of coordinates (implicit neural representation), fitted to a signal.

With the sine it is SIREN with its own init; any other activation gets Fourier features
in front. Layout "points": only the backbone, features [N, hidden], for a task's head.
"""

import math

import torch
from torch import Tensor, nn

#: if activation == "sine"


class SineLayer(nn.Module):
    """sin(omega (W x + b)): [N, n_in] -> [N, n_out]."""

    def __init__(self, n_in: int, n_out: int, omega: float, first: bool) -> None:
        super().__init__()
        self.omega = omega
        self.linear = nn.Linear(n_in, n_out)
        # the first layer spreads the frequencies, the rest keep N(0, 1) before the sine
        bound = 1 / n_in if first else math.sqrt(6 / n_in) / omega
        nn.init.uniform_(self.linear.weight, -bound, bound)

    def forward(self, x: Tensor) -> Tensor:
        return torch.sin(self.omega * self.linear(x))


class Field(nn.Module):
    """SIREN: coordinates [N, dim] in [-1, 1] -> features [N, hidden]."""

    def __init__(self, dim: int, hidden: int, depth: int, omega: float) -> None:
        super().__init__()
        layers = [SineLayer(dim, hidden, omega, first=True)]
        for _ in range(depth - 1):
            layers.append(SineLayer(hidden, hidden, omega, first=False))
        self.layers = nn.Sequential(*layers)

    def forward(self, x: Tensor) -> Tensor:
        features: Tensor = self.layers(x)
        return features


#: else
#: init


class Field(nn.Module):
    """Coordinates [N, dim] in [-1, 1] -> Fourier features -> features [N, hidden]."""

    frequencies: Tensor

    def __init__(self, dim: int, hidden: int, depth: int, scale: float) -> None:
        super().__init__()
        self.register_buffer("frequencies", scale * torch.randn(dim, hidden // 2))
        layers: list[nn.Module] = []
        for _ in range(depth):
            layers.append(nn.Linear(hidden, hidden))
            layers.append(ACT())
        self.layers = nn.Sequential(*layers)
        self.apply(init_weights)

    def forward(self, x: Tensor) -> Tensor:
        angles = torch.pi * x @ self.frequencies
        waves = torch.cat([angles.sin(), angles.cos()], dim=-1)
        features: Tensor = self.layers(waves)
        return features


#: end
#: if layout != "points"
class Image(nn.Module):
    """Coordinates [N, dim] -> values [N, channels]; the last layer is linear."""

    def __init__(self, field: nn.Module, hidden: int, channels: int) -> None:
        super().__init__()
        self.field = field
        self.head = nn.Linear(hidden, channels)
        #: if activation == "sine"
        bound = math.sqrt(6 / hidden) / 30.0
        nn.init.uniform_(self.head.weight, -bound, bound)
        #: end

    def forward(self, x: Tensor) -> Tensor:
        values: Tensor = self.head(self.field(x))
        return values


def train_step(
    model: nn.Module,
    optimizer: torch.optim.Optimizer,
    coordinates: Tensor,
    values: Tensor,
) -> float:
    """One step on points of the signal: coordinates [N, dim], values [N, channels]."""
    optimizer.zero_grad()
    loss = nn.functional.mse_loss(model(coordinates), values)
    loss.backward()
    optimizer.step()
    return loss.item()


#: end
if __name__ == "__main__":
    torch.manual_seed(0)
    hidden = 64
    depth = 3
    #: if layout == "points"
    batch = 1
    points = 256
    dim = 3
    #: else
    side = 16
    channels = 3
    dim = 2
    #: end
    #: if activation == "sine"
    backbone = Field(dim, hidden, depth, omega=30.0)
    #: else
    #: require hidden % 2 == 0
    backbone = Field(dim, hidden, depth, scale=4.0)
    #: end
    #: if layout == "points"
    x = 2 * torch.rand(points, dim) - 1
    feature_size = hidden
    #: else
    axis = torch.linspace(-1, 1, side)
    coordinates = torch.cartesian_prod(axis, axis)
    values = 2 * torch.rand(side * side, channels) - 1
    model = Image(backbone, hidden, channels)
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-4)
    for step in range(3):
        loss = train_step(model, optimizer, coordinates, values)
        print(f"step {step}: loss {loss:.4f}")
    with torch.no_grad():
        print(model(coordinates).reshape(side, side, channels).shape)
    #: end
