"""How fast `compare` trains: what the written rule chooses, against the loop that anybody would write.

Ratios of processor time on one thread, from interleaved rounds of one run, the least of each: what else the machine
does stretches all alike and drops out. The baseline is a plain PyTorch loop (module, torch.optim, zero_grad, backward,
step), one trial after another. Two processes of one thread each halve its time on two cores; they also halve that of
`compare`, which runs its units in parallel processes: so the ratio per core is the ratio against both.
"""

from __future__ import annotations

import math
import time
from pathlib import Path
from typing import Any

import pytest
import torch

from activadvise.live.compare.feed import Feed
from activadvise.live.compare.model import Builder, builder
from activadvise.live.compare.objective import objective
from activadvise.live.compare.plain import Plain
from activadvise.live.compare.plan import STACK, Setup
from activadvise.live.compare.rule import stacks
from activadvise.live.compare.stacked import Stacked
from activadvise.live.compare.unit import one_thread

pytestmark = pytest.mark.flaky(reruns=2)  # a busy moment may spoil a ratio once, not three times

SMALL_CNN = """
from torch import nn

def make(activation):
    return nn.Sequential(
        nn.Conv2d(1, 8, 3, padding=1), activation, nn.MaxPool2d(2), nn.Conv2d(8, 16, 3, padding=1), activation,
        nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(16, 10),
    )
"""
# name → what is trained, how many times as fast it must be
CASES: dict[str, tuple[dict[str, Any], float]] = {
    "mlp": ({"arch": "mlp"}, 2.5),
    "small cnn, batch 32": ({"model": "make", "batch_size": 32}, 2.5),
    "small cnn, batch 128": ({"model": "make", "batch_size": 128}, 0.95),
    "cnn with batchnorm": ({"arch": "cnn"}, 1.2),  # of a stack's step two thirds are grouped convolutions
    "cnn with batchnorm, batch 32": ({"arch": "cnn", "batch_size": 32}, 1.5),
    "cnn with batchnorm, batch 128": ({"arch": "cnn", "batch_size": 128}, 0.95),
    "residual cnn": ({"arch": "resnet", "batch_size": 32}, 0.95),
    "wide mlp": ({"arch": "mlp", "sizes": {"hidden": 512}}, 0.95),
    "tiny transformer": ({"arch": "decoder-lm", "data": "text", "batch_size": 8, "sizes": {"width": 32}}, 0.95),
    "transformer": ({"arch": "decoder-lm", "data": "text", "batch_size": 16, "sizes": {"width": 128}}, 0.95),
}
ROUNDS = 6


class Loop:
    """What anybody would write."""

    def __init__(self, made: Builder) -> None:
        self.model, self.goal = made(0), objective(made.data.task)
        self.optimizer = torch.optim.AdamW(self.model.parameters(), lr=1e-3)

    def step(self, x: torch.Tensor, y: torch.Tensor) -> None:
        self.optimizer.zero_grad()
        loss = self.goal.loss(self.model(x[0]).unsqueeze(0), y).sum()
        loss.backward()
        self.optimizer.step()


def ratio(made: Builder) -> tuple[float, bool]:
    """How many times as fast as the loop the chosen way is, and whether that is a stack."""
    goal, stacked = objective(made.data.task), stacks(made)[0]
    count = STACK if stacked else 1
    feed, own = Feed(made, list(range(count))), Feed(made, [0])
    models = [made(seed) for seed in range(count)]
    chosen = Stacked(models, [1e-3] * count, "adamw", goal) if stacked else Plain(models[0], 1e-3, "adamw", goal, 0)
    loop, least = Loop(made), {"loop": math.inf, "chosen": math.inf}
    rows, alone = feed.schedule(0, ROUNDS), own.schedule(0, ROUNDS)
    for step in range(ROUNDS):
        for _ in range(3):
            start = time.thread_time()
            loop.step(*own.batch_of(alone[step]))
            least["loop"] = min(least["loop"], time.thread_time() - start)
        start = time.thread_time()
        chosen.step(*feed.batch_of(rows[step]))
        least["chosen"] = min(least["chosen"], time.thread_time() - start)
    return least["loop"] * count / least["chosen"], stacked


@pytest.mark.parametrize("name", CASES)
def test_compare_is_faster_than_a_loop(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fields, wanted = CASES[name]
    if "model" in fields:
        (tmp_path / "mine.py").write_text(SMALL_CNN, encoding="utf-8")
        fields = {**fields, "model": f"{tmp_path / 'mine.py'}:make"}
    setup = Setup(candidates=("relu",), baseline="relu", **{"data": "digits", **fields})
    with one_thread():
        made = builder(setup, "relu")
        best = 0.0
        for _ in range(4):  # a loaded machine: least times need a quiet moment
            found, stacked = ratio(made)
            best = max(best, found)
            if best >= wanted:
                break
    with capsys.disabled():
        print(f"\n{name}: {best:.2f} times the plain loop ({f'{STACK} stacked' if stacked else 'one by one'})")
    assert best >= wanted
