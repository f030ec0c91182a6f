"""A signed distance: zero on the surface, gradient of length one (eikonal).

Flag start "sphere": the backbone's init is geometric, and the head completes the sphere.
"""

import math

import torch
from torch import Tensor, nn


class SDF(nn.Module):
    """Points [N, 3] -> signed distance [N], negative inside."""

    def __init__(self, backbone: nn.Module, feature_size: int) -> None:
        super().__init__()
        self.backbone = backbone
        self.head = nn.Linear(feature_size, 1)
        #: if start == "sphere"
        # the field starts as a sphere of radius 0.5
        mean = math.sqrt(math.pi / feature_size)
        nn.init.normal_(self.head.weight, mean=mean, std=1e-5)
        nn.init.constant_(self.head.bias, -0.5)
        #: elif activation == "sine"
        bound = math.sqrt(6 / feature_size) / 30.0
        nn.init.uniform_(self.head.weight, -bound, bound)
        #: end

    def forward(self, x: Tensor) -> Tensor:
        distance: Tensor = self.head(self.backbone(x)).squeeze(-1)
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
    #: if activation == "sine"
    # SIREN's penalty for a zero away from the surface
    loss = loss + 0.1 * model(space).abs().mul(-100).exp().mean()
    #: end
    loss.backward()
    optimizer.step()
    return loss.item()


if __name__ == "__main__":
    # the surface of a box with half sides 0.3, 0.5 and 0.7
    sides = torch.tensor([0.3, 0.5, 0.7])
    face = torch.randint(3, (len(x),))
    sign = torch.randint(2, (len(x), 1)) * 2.0 - 1
    normals = sign * nn.functional.one_hot(face, 3)
    surface = torch.where(normals != 0, normals, 2 * torch.rand(len(x), 3) - 1) * sides
    model = SDF(backbone, feature_size)
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-4)
    for step in range(3):
        loss = train_step(model, optimizer, surface, normals, x)
        print(f"step {step}: loss {loss:.4f}")
    with torch.no_grad():
        inside = model(x) < 0
    print(inside.float().mean())
