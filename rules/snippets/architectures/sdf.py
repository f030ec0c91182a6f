"""A signed distance field (IGR): zero on the surface, gradient of length one.

The init is geometric: the network starts as a sphere. Layout "points": only the network
without its last layer, features [N, hidden], for a task's head.
"""

import math

import torch
from torch import Tensor, nn


class Field(nn.Module):
    """Points x [N, 3] -> features [N, hidden] whose norm grows like that of x."""

    def __init__(self, hidden: int, depth: int) -> None:
        super().__init__()
        layers: list[nn.Module] = []
        for index in range(depth):
            linear = nn.Linear(3 if index == 0 else hidden, hidden)
            nn.init.normal_(linear.weight, std=math.sqrt(2 / hidden))
            nn.init.zeros_(linear.bias)
            layers.append(linear)
            #: if activation == "softplus"
            layers.append(nn.Softplus(beta=100))
            #: else
            layers.append(ACT())
            #: end
        self.layers = nn.Sequential(*layers)

    def forward(self, x: Tensor) -> Tensor:
        features: Tensor = self.layers(x)
        return features


#: if layout != "points"
class SDF(nn.Module):
    """Points [N, 3] -> signed distance [N], negative inside; starts as a sphere."""

    def __init__(self, hidden: int, depth: int, radius: float) -> None:
        super().__init__()
        self.field = Field(hidden, depth)
        self.head = nn.Linear(hidden, 1)
        nn.init.normal_(self.head.weight, mean=math.sqrt(math.pi / hidden), std=1e-5)
        nn.init.constant_(self.head.bias, -radius)

    def forward(self, x: Tensor) -> Tensor:
        distance: Tensor = self.head(self.field(x)).squeeze(-1)
        return distance


def gradient(model: nn.Module, x: Tensor) -> Tensor:
    """The gradient of the distance [N, 3]; on the surface it is the normal."""
    x = x.detach().requires_grad_()
    (slope,) = torch.autograd.grad(model(x).sum(), x, create_graph=True)
    return slope


def train_step(
    model: nn.Module,
    optimizer: torch.optim.Optimizer,
    surface: Tensor,
    normals: Tensor,
    space: Tensor,
) -> float:
    """One step on surface points with normals and on points anywhere [N, 3]."""
    optimizer.zero_grad()
    on_surface = model(surface).abs().mean()
    aligned = (gradient(model, surface) - normals).norm(dim=1).mean()
    eikonal = (gradient(model, space).norm(dim=1) - 1).square().mean()
    loss: Tensor = on_surface + aligned + 0.1 * eikonal
    loss.backward()
    optimizer.step()
    return loss.item()


#: end
if __name__ == "__main__":
    torch.manual_seed(0)
    points = 128
    hidden = 64
    depth = 4
    #: if layout == "points"
    batch = 1
    x = 2 * torch.rand(points, 3) - 1
    backbone = Field(hidden, depth)
    feature_size = hidden
    #: else
    # the surface of a box with half sides 0.3, 0.5 and 0.7
    sides = torch.tensor([0.3, 0.5, 0.7])
    face = torch.randint(3, (points,))
    sign = torch.randint(2, (points, 1)) * 2.0 - 1
    normals = sign * nn.functional.one_hot(face, 3)
    surface = torch.where(normals != 0, normals, 2 * torch.rand(points, 3) - 1) * sides
    space = 2 * torch.rand(points, 3) - 1
    model = SDF(hidden, depth, radius=0.5)
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-4)
    for step in range(3):
        loss = train_step(model, optimizer, surface, normals, space)
        print(f"step {step}: loss {loss:.4f}")
    with torch.no_grad():
        inside = model(space) < 0
    print(inside.float().mean())
    #: end
