"""Exercise 4 of the selection guide: a binary classifier whose loss gets logits, and the proof that it does."""

from __future__ import annotations

import torch
from torch import nn

from activadvise.cli.main import main as activadvise


class Classifier(nn.Module):
    """Ends in a linear layer: BCEWithLogitsLoss has the sigmoid inside."""

    def __init__(self) -> None:
        super().__init__()
        self.hidden, self.out = nn.Linear(20, 64), nn.Linear(64, 1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        logits: torch.Tensor = self.out(torch.relu(self.hidden(x)))
        return logits.squeeze(1)


def train(steps: int = 200) -> float:
    """The accuracy after training; the sigmoid is needed for probabilities only."""
    torch.manual_seed(0)
    model = Classifier()
    loss = nn.BCEWithLogitsLoss()
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-2)
    x = torch.randn(512, 20)
    y = (x[:, 0] + x[:, 1] > 0).float()
    for _ in range(steps):
        value = loss(model(x), y)
        optimizer.zero_grad()
        value.backward()
        optimizer.step()
    probabilities = torch.sigmoid(model(x))
    return float(((probabilities > 0.5) == (y > 0.5)).float().mean())


if __name__ == "__main__":
    print(f"accuracy {train():.3f}")
    activadvise(["check", __file__])
