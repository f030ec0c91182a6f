"""Exercise 5 of the selection guide: a multi-class classifier whose loss gets logits, and the proof that it does."""

from __future__ import annotations

import torch
from torch import nn

from activadvise.cli.main import main as activadvise


def train(steps: int = 200) -> float:
    """The accuracy after training; argmax needs no softmax."""
    torch.manual_seed(0)
    model = nn.Sequential(nn.Linear(20, 64), nn.ReLU(), nn.Linear(64, 3))
    loss = nn.CrossEntropyLoss()
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-2)
    x = torch.randn(512, 20)
    y = x[:, :3].argmax(dim=1)
    for _ in range(steps):
        value = loss(model(x), y)
        optimizer.zero_grad()
        value.backward()
        optimizer.step()
    return float((model(x).argmax(dim=1) == y).float().mean())


if __name__ == "__main__":
    print(f"accuracy {train():.3f}")
    activadvise(["check", __file__])
