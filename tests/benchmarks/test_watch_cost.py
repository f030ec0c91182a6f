"""What watching costs: a step's time with and without, interleaved, at the default sampling.

The sampled step is timed by itself: with `every` steps between two looks, the cost of watching is
(sampled - plain) / every of a plain step, and the idle steps are the same code as without.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
import torch
from torch import Tensor, nn

import activadvise
from activadvise.live.watch.watcher import watch

pytestmark = pytest.mark.flaky(reruns=2)  # a busy moment may spoil a ratio once, not three times

EVERY = 50
ROUNDS = 15  # with 7 the same code differed by a tenth


class Block(nn.Module):
    def __init__(self, inner: int, outer: int, stride: int) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(inner, outer, 3, stride, 1, bias=False)
        self.norm1 = nn.BatchNorm2d(outer)
        self.conv2 = nn.Conv2d(outer, outer, 3, 1, 1, bias=False)
        self.norm2 = nn.BatchNorm2d(outer)
        self.act = nn.ReLU(inplace=True)
        self.skip = nn.Identity() if stride == 1 else nn.Conv2d(inner, outer, 1, stride, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        out = self.norm2(self.conv2(self.act(self.norm1(self.conv1(x)))))
        result: Tensor = self.act(out + self.skip(x))
        return result


def resnet20() -> nn.Module:
    sizes = [(16, 16, 1)] * 3 + [(16, 32, 2)] + [(32, 32, 1)] * 2 + [(32, 64, 2)] + [(64, 64, 1)] * 2
    stem = [nn.Conv2d(3, 16, 3, 1, 1, bias=False), nn.BatchNorm2d(16), nn.ReLU()]
    blocks = [Block(*size) for size in sizes]
    return nn.Sequential(*stem, *blocks, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(64, 10))


def transformer() -> nn.Module:
    layer = nn.TransformerEncoderLayer(128, 4, 512, activation="gelu", batch_first=True, norm_first=True)
    return nn.Sequential(nn.TransformerEncoder(layer, 4, enable_nested_tensor=False), nn.Linear(128, 32))


CASES = {"resnet20": (resnet20, (32, 3, 32, 32)), "transformer": (transformer, (16, 64, 128))}


def stepper(model: nn.Module, x: Tensor) -> Callable[[], float]:
    optimizer = torch.optim.SGD(model.parameters(), lr=1e-3)

    def step() -> float:
        begin = time.process_time()
        optimizer.zero_grad()
        model(x).square().mean().backward()
        optimizer.step()
        return time.process_time() - begin

    return step


@pytest.mark.parametrize("name", CASES)
def test_two_percent_at_the_default_sampling(name: str) -> None:
    make, shape = CASES[name]
    torch.manual_seed(0)
    model, x = make(), torch.randn(shape)
    step = stepper(model, x)
    step()
    plain, looked, idle = [], [], []
    watched = watch(model, every=2, window=10**6, tell=lambda _: None)
    for _ in range(ROUNDS):
        plain.append(step())
        watched.start()
        step_at = watched.steps
        looked.append(step())
        assert watched.steps == step_at + 1
        idle.append(step())
        watched.stop()
    cost = (min(looked) - min(plain)) / EVERY / min(plain)
    print(f"{name}: plain {min(plain) * 1e3:.1f} ms, looked at {min(looked) * 1e3:.1f} ms, cost {cost:.2%}")
    assert cost <= 0.02
    assert min(idle) <= 1.1 * min(plain)  # the same code; the bound is the noise of a shared machine


def test_the_default_sampling_is_that_of_the_benchmark() -> None:
    import inspect

    assert inspect.signature(activadvise.watch).parameters["every"].default == EVERY
