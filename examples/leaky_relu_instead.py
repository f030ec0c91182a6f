"""Exercise 3 of the selection guide: replace ReLU by Leaky ReLU, and count the inactive units."""

from __future__ import annotations

import torch
from torch import Tensor, nn

import activadvise


def inactive(act: type[nn.Module], x: Tensor) -> int:
    """Dead units after one step that was far too large, by `activadvise.inspect`."""
    torch.manual_seed(0)
    model = nn.Sequential(nn.Linear(20, 128), act(), nn.Linear(128, 1))
    optimizer = torch.optim.Adam(model.parameters(), lr=3.0)
    for _ in range(30):
        loss = nn.functional.mse_loss(model(x), x[:, :1])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return sum(layer.dead_units or 0 for layer in activadvise.inspect(model, x).layers)


def main() -> tuple[int, int]:
    """ReLU's dead units and Leaky ReLU's, on the same data and learning rate."""
    x = torch.randn(512, 20, generator=torch.Generator().manual_seed(1))
    relu, leaky = inactive(nn.ReLU, x), inactive(nn.LeakyReLU, x)
    print(f"dead of 128 units: ReLU {relu}, Leaky ReLU {leaky}")
    return relu, leaky


if __name__ == "__main__":
    main()
