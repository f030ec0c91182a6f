"""A physics-informed network: solves u'' = -pi² sin(pi x), u(-1) = u(1) = 0.

Layout "points": only the network without its last layer, features [N, hidden].
"""

import torch
from torch import Tensor, nn

#: init


class Field(nn.Module):
    """Points x [N, dim] -> features [N, hidden], smooth in x."""

    def __init__(self, dim: int, hidden: int, depth: int) -> None:
        super().__init__()
        layers: list[nn.Module] = []
        for index in range(depth):
            layers.append(nn.Linear(dim if index == 0 else hidden, hidden))
            layers.append(ACT())
        self.layers = nn.Sequential(*layers)
        self.apply(init_weights)

    def forward(self, x: Tensor) -> Tensor:
        features: Tensor = self.layers(x)
        return features


#: if layout != "points"
class PINN(nn.Module):
    """Points [N, dim] -> the solution u [N]; the last layer is linear."""

    def __init__(self, dim: int, hidden: int, depth: int) -> None:
        super().__init__()
        self.field = Field(dim, hidden, depth)
        self.head = nn.Linear(hidden, 1)

    def forward(self, x: Tensor) -> Tensor:
        u: Tensor = self.head(self.field(x)).squeeze(-1)
        return u


def derivative(u: Tensor, x: Tensor) -> Tensor:
    """du/dx [N, dim], itself differentiable."""
    (slope,) = torch.autograd.grad(u.sum(), x, create_graph=True)
    return slope


def residual(model: nn.Module, x: Tensor) -> Tensor:
    """How far u'' is from -pi² sin(pi x), at points [N, 1]."""
    x = x.detach().requires_grad_()
    u_x = derivative(model(x), x)
    u_xx = derivative(u_x, x)
    return u_xx + torch.pi**2 * torch.sin(torch.pi * x)


def train_step(
    model: nn.Module,
    optimizer: torch.optim.Optimizer,
    inner: Tensor,
    boundary: Tensor,
    boundary_values: Tensor,
) -> float:
    """One step on the equation inside and on the values at the boundary."""
    optimizer.zero_grad()
    equation = residual(model, inner).square().mean()
    ends = nn.functional.mse_loss(model(boundary), boundary_values)
    loss = equation + 10 * ends
    loss.backward()
    optimizer.step()
    return loss.item()


#: end
if __name__ == "__main__":
    torch.manual_seed(0)
    points = 64
    hidden = 32
    depth = 3
    #: if layout == "points"
    batch = 1
    dim = 3
    x = 2 * torch.rand(points, dim) - 1
    backbone = Field(dim, hidden, depth)
    feature_size = hidden
    #: else
    inner = 2 * torch.rand(points, 1) - 1
    boundary = torch.tensor([[-1.0], [1.0]])
    boundary_values = torch.zeros(2)
    model = PINN(1, hidden, depth)
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
    for step in range(3):
        loss = train_step(model, optimizer, inner, boundary, boundary_values)
        print(f"step {step}: loss {loss:.4f}")
    with torch.no_grad():
        print(model(torch.linspace(-1, 1, 5)[:, None]))
    #: end
