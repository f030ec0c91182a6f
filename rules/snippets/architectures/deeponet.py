"""DeepONet: the branch reads a function at sensors, the trunk the place of the answer."""

import torch
from torch import Tensor, nn

#: init


class DeepONet(nn.Module):
    """Input function at sensors [B, sensors], places [P, dim] -> output [B, P]."""

    def __init__(self, sensors: int, dim: int, hidden: int, basis: int) -> None:
        super().__init__()
        self.branch = nn.Sequential(
            nn.Linear(sensors, hidden),
            ACT(),
            nn.Linear(hidden, hidden),
            ACT(),
            nn.Linear(hidden, basis),
        )
        # the trunk's outputs are basis functions of the place, so it ends nonlinear
        self.trunk = nn.Sequential(
            nn.Linear(dim, hidden),
            ACT(),
            nn.Linear(hidden, hidden),
            ACT(),
            nn.Linear(hidden, basis),
            ACT(),
        )
        self.bias = nn.Parameter(torch.zeros(1))
        self.apply(init_weights)

    def forward(self, u: Tensor, places: Tensor) -> Tensor:
        out: Tensor = self.branch(u) @ self.trunk(places).T + self.bias
        return out


def train_step(
    model: nn.Module,
    optimizer: torch.optim.Optimizer,
    u: Tensor,
    places: Tensor,
    answer: Tensor,
) -> float:
    """One step on pairs of functions; answer [B, P] is the output at the places."""
    optimizer.zero_grad()
    loss = nn.functional.mse_loss(model(u, places), answer)
    loss.backward()
    optimizer.step()
    return loss.item()


if __name__ == "__main__":
    torch.manual_seed(0)
    batch = 32
    sensors = 40
    places_count = 50
    hidden = 64
    basis = 32
    # u = sum of a_k cos(k x); the operator to learn is the antiderivative
    waves = torch.arange(1, 5)
    weights = torch.randn(batch, 4)
    grid = torch.linspace(0, 1, sensors)[:, None]
    places = torch.rand(places_count, 1)
    u = weights @ (waves * grid).cos().T
    answer = weights @ ((waves * places).sin() / waves).T
    model = DeepONet(sensors, 1, hidden, basis)
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
    for step in range(3):
        loss = train_step(model, optimizer, u, places, answer)
        print(f"step {step}: loss {loss:.4f}")
    with torch.no_grad():
        print(model(u[:1], grid).shape)
