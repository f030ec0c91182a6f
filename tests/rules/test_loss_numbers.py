"""Numbers that give a mistake away: the wrong code is run, and must show what the entry says."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import pytest
import torch
from torch.nn import functional as F

from activadvise.formula import parse
from activadvise.rulebase import load
from activadvise.rulebase.records import Mistake
from tests.rules.loss_witnesses import WITNESS

BASE = load()
VECTOR_TASKS = [name for name, task in BASE.tasks.items() if task.layout == "vector" and task.host == "mlp"]


def floors() -> Iterator[tuple[str, str]]:
    """(entry, floor) of every mistake with a number."""
    entries: list[Any] = [*BASE.losses.values(), *(BASE.tasks[name] for name in VECTOR_TASKS)]
    for entry in entries:
        variants = [variant.mistakes or [] for variant in getattr(entry, "variants", [])]
        mistakes: list[Mistake] = sum(variants, [*entry.mistakes])
        yield from ((entry.id, mistake.floor) for mistake in mistakes if mistake.floor)


def test_every_floor_has_a_witness_and_the_other_way_round() -> None:
    assert set(floors()) == set(WITNESS)


@pytest.mark.parametrize(("entry", "floor"), WITNESS, ids=[f"{e}-{f}" for e, f in WITNESS])
def test_wrong_code_shows_the_number(entry: str, floor: str) -> None:
    torch.manual_seed(0)
    sampled = floor.startswith("pi") or entry in ("angle", "unit-vector")
    for classes in (2, 10, 100) if "C" in floor else (10,):
        said = parse(floor, {"C": float(classes)}).value(0.0)
        for witness in WITNESS[entry, floor]:
            assert float(witness(classes)) == pytest.approx(said, rel=5e-3 if sampled else 2e-5, abs=1e-6)


@pytest.mark.parametrize("classes", [2, 10, 1000])
def test_no_double_softmax_or_double_sigmoid_gets_below_its_floor(classes: int) -> None:
    torch.manual_seed(0)
    logits, target = 30 * torch.randn(500, classes), torch.randint(classes, (500,))
    losses = F.cross_entropy(logits.softmax(-1), target, reduction="none")
    assert losses.min() >= math.log(math.e + classes - 1) - 1 - 1e-5
    assert losses.max() <= math.log(math.e + classes - 1) + 1e-5
    yes = (torch.rand(500, classes) < 0.3).float()
    losses = F.binary_cross_entropy_with_logits(logits.sigmoid(), yes, reduction="none")
    assert losses[yes == 1].min() >= math.log1p(math.exp(-1)) - 1e-6
    assert losses[yes == 0].min() >= math.log(2) - 1e-6
