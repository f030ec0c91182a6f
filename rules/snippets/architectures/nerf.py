"""NeRF: density and color of points, and the color of rays by volume rendering.

Flags: density "exponential" or "relu" for the density, otherwise a shifted softplus.
Layout "points": only the network on encoded positions, features [N, hidden].
"""

import torch
from torch import Tensor, nn

#: init


def encode(x: Tensor, octaves: int) -> Tensor:
    """Positional encoding: x [..., 3] and sin, cos of 2^k pi x, k < octaves."""
    scale = torch.pi * 2.0 ** torch.arange(octaves, device=x.device)
    angles = (x[..., None] * scale).flatten(-2)
    return torch.cat([x, angles.sin(), angles.cos()], dim=-1)


#: if layout == "points"
class Field(nn.Module):
    """Points x [N, 3] in [-1, 1] -> features [N, hidden]."""

    def __init__(self, hidden: int, depth: int, octaves: int) -> None:
        super().__init__()
        self.octaves = octaves
        layers: list[nn.Module] = []
        for index in range(depth):
            n_in = 3 + 6 * octaves if index == 0 else hidden
            layers.append(nn.Linear(n_in, hidden))
            #: if activation == "softplus"
            layers.append(nn.Softplus(beta=100))
            #: else
            layers.append(ACT())
            #: end
        self.layers = nn.Sequential(*layers)
        self.apply(init_weights)

    def forward(self, x: Tensor) -> Tensor:
        features: Tensor = self.layers(encode(x, self.octaves))
        return features


#: else
class NeRF(nn.Module):
    """Points and view directions [..., 3] -> density [...] >= 0, color [..., 3]."""

    def __init__(self, hidden: int, depth: int, octaves: int) -> None:
        super().__init__()
        self.octaves = octaves
        layers: list[nn.Module] = []
        for index in range(depth):
            n_in = 3 + 6 * octaves if index == 0 else hidden
            layers.append(nn.Linear(n_in, hidden))
            #: if activation == "softplus"
            layers.append(nn.Softplus(beta=100))
            #: else
            layers.append(ACT())
            #: end
        self.body = nn.Sequential(*layers)
        self.density = nn.Linear(hidden, 1)
        self.color = nn.Sequential(
            nn.Linear(hidden + 3 + 6 * 2, hidden // 2),
            #: if activation == "softplus"
            nn.Softplus(beta=100),
            #: else
            ACT(),
            #: end
            nn.Linear(hidden // 2, 3),
        )
        self.apply(init_weights)

    def forward(self, points: Tensor, directions: Tensor) -> tuple[Tensor, Tensor]:
        features = self.body(encode(points, self.octaves))
        raw = self.density(features).squeeze(-1)
        #: if density == "exponential"
        density = (raw - 1).clamp(max=15).exp()
        #: elif density == "relu"
        density = raw.relu()  # a ray whose raw density is negative learns nothing
        #: else
        density = nn.functional.softplus(raw - 1)
        #: end
        seen = torch.cat([features, encode(directions, 2)], dim=-1)
        return density, self.color(seen).sigmoid()


def render(
    model: nn.Module, origins: Tensor, directions: Tensor, samples: int
) -> Tensor:
    """Colors [R, 3] of rays: origins and unit directions [R, 3]."""
    edges = torch.linspace(2.0, 6.0, samples + 1, device=origins.device)
    jitter = torch.rand(len(origins), samples, device=origins.device)
    depth = edges[:-1] + jitter * edges.diff()
    points = origins[:, None] + depth[..., None] * directions[:, None]
    density, color = model(points, directions[:, None].expand_as(points))
    alpha = 1 - (-density * edges.diff()).exp()
    free = torch.cat([torch.ones_like(alpha[:, :1]), 1 - alpha[:, :-1]], dim=1)
    weight = alpha * free.cumprod(dim=1)
    pixels: Tensor = (weight[..., None] * color).sum(dim=1)
    return pixels


def train_step(
    model: nn.Module,
    optimizer: torch.optim.Optimizer,
    origins: Tensor,
    directions: Tensor,
    colors: Tensor,
) -> float:
    """One step on rays of the training images; colors [R, 3] in [0, 1]."""
    optimizer.zero_grad()
    pixels = render(model, origins, directions, samples=16)
    loss = nn.functional.mse_loss(pixels, colors)
    loss.backward()
    optimizer.step()
    return loss.item()


#: end
if __name__ == "__main__":
    torch.manual_seed(0)
    hidden = 64
    depth = 4
    octaves = 6
    #: if layout == "points"
    batch = 1
    points = 256
    x = 2 * torch.rand(points, 3) - 1
    backbone = Field(hidden, depth, octaves)
    feature_size = hidden
    #: else
    #: require hidden % 2 == 0
    rays = 64
    origins = torch.tensor([0.0, 0.0, 4.0]).expand(rays, 3)
    directions = torch.randn(rays, 3) * 0.2 + torch.tensor([0.0, 0.0, -1.0])
    directions = nn.functional.normalize(directions, dim=1)
    colors = torch.rand(rays, 3)
    model = NeRF(hidden, depth, octaves)
    optimizer = torch.optim.Adam(model.parameters(), lr=5e-4)
    for step in range(3):
        loss = train_step(model, optimizer, origins, directions, colors)
        print(f"step {step}: loss {loss:.4f}")
    with torch.no_grad():
        print(render(model, origins, directions, samples=16).shape)
    #: end
