"""A SchNet-like network: energies and forces of molecules from continuous filters."""

import torch
from torch import Tensor, nn

#: init


class Interaction(nn.Module):
    """Updates atoms h [B, N, C] by filters that depend on the distances only."""

    def __init__(self, hidden: int, bases: int) -> None:
        super().__init__()
        self.filters = nn.Sequential(
            nn.Linear(bases, hidden),
            ACT(),
            nn.Linear(hidden, hidden),
        )
        self.project = nn.Linear(hidden, hidden, bias=False)
        self.update = nn.Sequential(
            nn.Linear(hidden, hidden),
            ACT(),
            nn.Linear(hidden, hidden),
        )

    def forward(self, h: Tensor, basis: Tensor, fade: Tensor) -> Tensor:
        weight = self.filters(basis) * fade[..., None]
        message = torch.einsum("bijc,bjc->bic", weight, self.project(h))
        out: Tensor = h + self.update(message)
        return out


class MolecularGNN(nn.Module):
    """Atomic numbers [B, N] and positions [B, N, 3] -> energies [B].

    Only distances enter: rotating or shifting a molecule does not change its energy.
    """

    centers: Tensor

    def __init__(self, elements: int, hidden: int, depth: int, cutoff: float) -> None:
        super().__init__()
        bases = 20
        self.cutoff = cutoff
        self.register_buffer("centers", torch.linspace(0, cutoff, bases))
        self.embedding = nn.Embedding(elements, hidden)
        self.interactions = nn.ModuleList(
            Interaction(hidden, bases) for _ in range(depth)
        )
        self.readout = nn.Sequential(
            nn.Linear(hidden, hidden // 2),
            ACT(),
            nn.Linear(hidden // 2, 1),
        )
        self.apply(init_weights)

    def forward(self, numbers: Tensor, positions: Tensor) -> Tensor:
        difference = positions[:, :, None] - positions[:, None]
        same = torch.eye(positions.shape[1], device=positions.device)
        distance = (difference.square().sum(dim=-1) + same).sqrt()
        width = self.cutoff / len(self.centers)
        basis = (-0.5 * ((distance[..., None] - self.centers) / width).square()).exp()
        angle = torch.pi * (distance / self.cutoff).clamp(max=1)
        fade = 0.5 * (angle.cos() + 1) * (1 - same)
        h = self.embedding(numbers)
        for interaction in self.interactions:
            h = interaction(h, basis, fade)
        energy: Tensor = self.readout(h).sum(dim=(1, 2))
        return energy


def predict(
    model: nn.Module, numbers: Tensor, positions: Tensor
) -> tuple[Tensor, Tensor]:
    """Energies [B] and forces [B, N, 3], the negative gradient of the energy."""
    positions = positions.detach().requires_grad_()
    energy = model(numbers, positions)
    (gradient,) = torch.autograd.grad(energy.sum(), positions, create_graph=True)
    return energy, -gradient


def train_step(
    model: nn.Module,
    optimizer: torch.optim.Optimizer,
    numbers: Tensor,
    positions: Tensor,
    energy: Tensor,
    forces: Tensor,
) -> float:
    """One step on energies [B] and forces [B, N, 3]: the loss differentiates twice."""
    model.train()
    optimizer.zero_grad()
    predicted_energy, predicted_forces = predict(model, numbers, positions)
    loss = nn.functional.mse_loss(predicted_energy, energy)
    loss = loss + nn.functional.mse_loss(predicted_forces, forces)
    loss.backward()
    optimizer.step()
    return loss.item()


if __name__ == "__main__":
    torch.manual_seed(0)
    batch = 4
    atoms = 8
    elements = 10
    hidden = 32
    depth = 2
    numbers = torch.randint(1, elements, (batch, atoms))
    positions = 2 * torch.randn(batch, atoms, 3)
    energy = torch.randn(batch)
    forces = torch.randn(batch, atoms, 3)
    model = MolecularGNN(elements, hidden, depth, cutoff=5.0)
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
    for step in range(3):
        loss = train_step(model, optimizer, numbers, positions, energy, forces)
        print(f"step {step}: loss {loss:.4f}")
    predicted_energy, predicted_forces = predict(model, numbers, positions)
    print(predicted_energy.detach())
