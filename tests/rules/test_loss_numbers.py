"""Numbers that give a mistake away: the wrong code is run, and has to show what the entry says."""

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
DOMAINS = ("classification", "regression", "survival", "time series")
VECTOR_TASKS = [name for name, task in BASE.tasks.items() if task.layout == "vector" and task.domain in DOMAINS]
# (entry, number as its text writes it, the number)
PROSE: list[tuple[str, str, float]] = [
    ("cross_entropy", "1.386", 2 * math.log(2)),
    ("cross_entropy", "2.303", math.log(10)),
    ("bce", "16.64", next(x / 100 for x in range(1500, 1800) if torch.tensor(x / 100).sigmoid() == 1)),
    ("bce_with_logits", "0.731", torch.tensor(1.0).sigmoid().item()),
    ("bce_with_logits", "0.3133", math.log1p(math.exp(-1))),
    ("bce_with_logits", "0.6931", math.log(2)),
    ("bce_with_logits", "0.6225", torch.tensor(0.5).sigmoid().item()),
    ("poisson_nll", "7.4", math.exp(2)),
    ("poisson_nll", "-8.6", 8 - 8 * math.log(8)),
    ("gaussian_nll", "-2.3", 0.5 * math.log(0.01)),
    ("focal", "0.0227", (1 - torch.tensor(1.0).sigmoid().item()) ** 2 * math.log1p(math.exp(-1))),
    ("focal", "0.173", 0.25 * math.log(2)),
    ("focal", "-4.6", -math.log(0.99 / 0.01)),
    ("lsgan", "0.25", 0.5**2),
    ("info_nce", "4.55", math.log(1 + 255 * math.exp(-256 / 255))),
    ("info_nce", "5.55", math.log(256)),
    ("bpr", "0.693", math.log(2)),
    ("von_mises_nll", "1.838", math.log(2 * math.pi)),
    ("von_mises_nll", "57", 180 / math.pi),
    ("elbo", "543", 784 * math.log(2)),
    ("coral", "2.77", 4 * math.log(2)),
    ("geodesic", "2.207", math.pi / 2 + 2 / math.pi),
    ("geodesic", "126.5", math.degrees(math.pi / 2 + 2 / math.pi)),
    ("policy_gradient", "0.175", 1 / (math.e + 3)),
    ("policy_gradient", "0.475", math.e / (math.e + 3)),
    ("binary", "0.6225", torch.tensor(0.5).sigmoid().item()),
    ("multilabel", "1.386", 2 * math.log(2)),
    ("ordinal", "2.77", 4 * math.log(2)),
    ("proportions", "0.475", math.e / (math.e + 3)),
    ("positive-regression", "22,026", math.exp(10)),
    ("positive-regression", "0.00005", math.log1p(math.exp(-10))),
    ("angle", "3.29", math.pi**2 / 3),
    ("rotation", "2.207", math.pi / 2 + 2 / math.pi),
    ("survival", "2.72", math.e),
    ("heteroscedastic", "-2.3", 0.5 * math.log(0.01)),
    ("heteroscedastic", "1.96", math.sqrt(2) * torch.erfinv(torch.tensor(0.95, dtype=torch.float64)).item()),
]


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


@pytest.mark.parametrize(("entry", "said", "number"), PROSE, ids=[f"{e}-{s}" for e, s, _ in PROSE])
def test_the_text_says_the_number(entry: str, said: str, number: float) -> None:
    assert said in repr(BASE.losses.get(entry) or BASE.tasks[entry])
    digits = len(said.partition(".")[2])
    assert float(said.replace(",", "")) == pytest.approx(number, abs=0.51 * 10**-digits)
