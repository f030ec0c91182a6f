"""Exercise 2 of the selection guide: the fraction of zero activations in a ReLU network over training."""

from __future__ import annotations

import torch
from torch import nn

import activadvise


def main(steps: int = 300, act: type[nn.Module] = nn.ReLU, lr: float = 0.1) -> dict[str, list[float]]:
    """Train on a toy problem; returns the zero fractions of each layer, one per report."""
    torch.manual_seed(0)
    model = nn.Sequential(nn.Linear(20, 64), act(), nn.Linear(64, 64), act(), nn.Linear(64, 1))
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    with activadvise.watch(model, every=10, window=2) as watched:
        for _ in range(steps):
            x = torch.randn(128, 20)
            loss = nn.functional.mse_loss(model(x), x[:, :1] * x[:, 1:2])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    fractions: dict[str, list[float]] = {}
    for report in watched.history.reports:
        for layer in report.layers:
            fractions.setdefault(layer.layer, []).append(layer.zero or 0.0)
        shown = ", ".join(f"{layer.layer}: {layer.zero or 0:.0%} zero, {layer.dead} dead" for layer in report.layers)
        print(f"step {report.step:4}: {shown}")
    return fractions


if __name__ == "__main__":
    main()
