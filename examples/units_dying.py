"""Units dying under a learning rate that is too high, and the fix: two pictures of `activadvise.watch`.

Run `python examples/units_dying.py`; it writes dying.svg and fixed.svg beside itself.
"""

from __future__ import annotations

from pathlib import Path

import torch
from torch import nn

import activadvise
from activadvise.live.watch.watcher import Watch


def train(lr: float, act: type[nn.Module] = nn.ReLU, steps: int = 600) -> Watch:
    """A small classifier, watched."""
    torch.manual_seed(0)
    model = nn.Sequential(nn.Linear(20, 64), act(), nn.Linear(64, 64), act(), nn.Linear(64, 3))
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    with activadvise.watch(model, every=10, window=3, tell=lambda _: None) as watched:
        for _ in range(steps):
            x = torch.randn(128, 20)
            loss = nn.functional.cross_entropy(model(x), x[:, :3].argmax(dim=1))
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    return watched


def main(folder: Path = Path(__file__).parent) -> tuple[Watch, Watch]:
    """The run that loses its units, and the one with a hundredth of its learning rate."""
    dying, fixed = train(0.1), train(0.001)
    for watched, name in ((dying, "dying"), (fixed, "fixed")):
        watched.picture(str(folder / f"{name}.svg"))
        print(f"{name}: {watched.history.text()}")
    return dying, fixed


if __name__ == "__main__":
    main()
