"""Exercise 3 of the selection guide: replace ReLU by Leaky ReLU, and count the inactive units."""

from __future__ import annotations

import torch
from torch import Tensor, nn

import activadvise


def inactive(act: type[nn.Module], x: Tensor, y: Tensor, lr: float = 0.1) -> int:
    """Dead units after a training whose learning rate is far too high, by `activadvise.inspect`."""
    torch.manual_seed(0)
    model = nn.Sequential(nn.Linear(20, 64), act(), nn.Linear(64, 64), act(), nn.Linear(64, 3))
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    for _ in range(200):
        loss = nn.functional.cross_entropy(model(x), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return sum(layer.dead_units or 0 for layer in activadvise.inspect(model, x).layers)


def main() -> tuple[int, int]:
    """ReLU's dead units and Leaky ReLU's, on the same data and learning rate."""
    x = torch.randn(512, 20, generator=torch.Generator().manual_seed(1))
    y = x[:, :3].argmax(dim=1)
    relu, leaky = inactive(nn.ReLU, x, y), inactive(nn.LeakyReLU, x, y)
    print(f"dead of 128 units: ReLU {relu}, Leaky ReLU {leaky}")
    return relu, leaky


if __name__ == "__main__":
    main()
