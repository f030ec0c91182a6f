"""What auditing costs: a step of a small CNN and of a small transformer with and without, interleaved minima."""

from __future__ import annotations

import pytest
import torch
import torch.nn.functional as F
from torch import Tensor, nn

import activadvise
from tests.benchmarks.test_watch_cost import CASES, ROUNDS

pytestmark = pytest.mark.flaky(reruns=2)  # a busy moment may spoil a ratio once, not three times

# Ratios measured on one core: ResNet-20 1.08, transformer 1.02. The bound leaves room for a busy machine.
BOUND = 1.25


def timed(model: nn.Module, x: Tensor, y: Tensor) -> float:
    import time

    begin = time.process_time()
    output = model(x)
    F.cross_entropy(output.flatten(0, -2), y).backward()
    return time.process_time() - begin


@pytest.mark.parametrize("name", CASES)
def test_the_ratio_is_small(name: str) -> None:
    make, shape = CASES[name]
    torch.manual_seed(0)
    model, x = make(), torch.randn(shape)
    y = torch.randint(0, 10, (model(x).flatten(0, -2).shape[0],))
    plain, audited = [], []
    for _ in range(ROUNDS + 2):
        plain.append(timed(model, x, y))
        with activadvise.audit() as report:
            timed(model, x, y)  # the first calls of a place are looked at more closely
            audited.append(timed(model, x, y))
        assert [call.verdict for call in report.calls] == ["right"]
    ratio = min(audited) / min(plain)
    print(f"{name}: {ratio:.3f}")
    assert ratio < BOUND
