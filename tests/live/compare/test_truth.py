"""Where the truth is known: tasks built so that one candidate must win, equal candidates, a planted difference."""

from __future__ import annotations

import random
from pathlib import Path
from statistics import stdev

import pytest

from activadvise.live.compare import unit
from activadvise.live.compare.command import compare
from activadvise.live.compare.plan import Setup, Unit, offset
from activadvise.live.compare.verdict import judge

GROUPS, COUNT = 200, 8

MODELS = """
import torch
from torch import nn

def deep(activation):
    layers = [nn.Linear(13, 32), activation]
    for _ in range(19):
        layers += [nn.Linear(32, 32), activation]
    return nn.Sequential(*layers, nn.Linear(32, 3))

def field(activation):
    layers = [nn.Linear(1, 64), activation, nn.Linear(64, 64), activation, nn.Linear(64, 1)]
    return nn.Sequential(*layers)

def bounded(activation):
    return nn.Sequential(nn.Linear(4, 32), nn.Tanh(), nn.Linear(32, 1), activation)

def negative():
    x = torch.randn(600, 4, generator=torch.Generator().manual_seed(0))
    y = -torch.sigmoid(2 * x[:, :2].sum(dim=1))
    return (x[:400], y[:400]), (x[400:], y[400:])
"""


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "models.py"
    path.write_text(MODELS)
    return str(path)


def test_the_sine_wins_on_a_field_of_high_frequency(file: str) -> None:
    found = compare("relu", "sine", model=f"{file}:field", data="sine", seeds=8, steps=150, lr=0.0003, jobs=1)
    assert found.verdict.kind == "winner" and found.verdict.keep == "sine"


def test_the_sigmoid_loses_in_a_stack_of_twenty_layers_at_default_init(file: str) -> None:
    found = compare(
        "relu", "tanh", "sigmoid", model=f"{file}:deep", data="wine", init="default", seeds=8, steps=150, lr=0.001,
        jobs=1,
    )  # fmt: skip
    assert found.verdict.last == "sigmoid"


def test_a_bounded_output_wins_over_relu_on_negative_targets(file: str) -> None:
    found = compare(
        "relu", "tanh", model=f"{file}:bounded", loaders=f"{file}:negative", seeds=8, steps=100, lr=0.01, jobs=1
    )
    assert found.verdict.kind == "winner" and found.verdict.keep == "tanh"


@pytest.fixture(scope="module")
def pool() -> list[list[float]]:
    """Losses of one activation under two names, each with seeds of its own, from the real training."""
    seeds = COUNT * GROUPS
    setup = Setup(
        candidates=("relu", "ReLU"), data="wine", arch="mlp", steps=5, lr=0.01, baseline="relu", batch_size=16,
        sizes={"hidden": 8, "depth": 1}, seeds_shared=False,
    )  # fmt: skip
    found = []
    for name in setup.candidates:
        first = offset(setup, name)
        trials = tuple((0.01, seed) for seed in range(first, first + seeds))
        outcomes = unit.run(setup, Unit(candidate=name, phase="tune", trials=trials))  # one large stack
        assert not isinstance(outcomes, bytes) and {outcome.stacked for outcome in outcomes} == {True}
        found.append([outcome.validation_loss for outcome in outcomes])
    assert not set(found[0]) & set(found[1])
    return found


def called_different(one: list[list[float]], two: list[list[float]]) -> int:
    """In how many of the groups the verdict names a winner."""
    found = 0
    for first, second in zip(one, two, strict=True):
        trials = {"relu": dict(enumerate(first)), "ReLU": {10_000 + i: value for i, value in enumerate(second)}}
        found += judge(trials, "relu", paired=False).kind == "winner"
    return found


def test_one_activation_under_two_names_is_rarely_called_different(pool: list[list[float]]) -> None:
    groups = [[values[first : first + COUNT] for first in range(0, len(values), COUNT)] for values in pool]
    assert len(groups[0]) == len(groups[1]) == GROUPS
    assert called_different(groups[0], groups[1]) <= 0.05 * GROUPS


def test_a_difference_of_one_standard_deviation_is_mostly_found(pool: list[list[float]]) -> None:
    one, two = pool
    shift, seeds, draw = stdev(one), Setup(candidates=()).seeds, random.Random(0)
    first = [draw.sample(one, seeds) for _ in range(GROUPS)]
    second = [[value + shift for value in draw.sample(two, seeds)] for _ in range(GROUPS)]
    assert called_different(first, second) >= 0.8 * GROUPS
