"""A stack of models trains as each would alone; a unit that is interrupted ends at the same bits."""

from __future__ import annotations

import math

import pytest
import torch

from activadvise.live.compare import unit
from activadvise.live.compare.feed import Feed
from activadvise.live.compare.model import builder
from activadvise.live.compare.objective import objective
from activadvise.live.compare.plain import Plain
from activadvise.live.compare.plan import Setup, Unit
from activadvise.live.compare.stacked import Stacked

STACKED = [
    ("mlp", "digits", "relu"),
    ("mlp", "digits", "swiglu"),
    ("mlp", "digits", "prelu"),
    ("deep-mlp", "digits", "selu"),
    ("tabular-mlp", "diabetes", "mish"),
    ("cnn", "digits", "gelu"),
    ("resnet", "digits", "relu"),
    ("transformer-encoder", "digits", "gelu"),
    ("decoder-lm", "text", "swiglu"),
    ("autoencoder", "digits-images", "silu"),
    ("inr", "image", "sine"),
    ("inr", "image", "relu"),
    ("lstm", "digits", "softsign"),
]


def setup_of(arch: str, data: str, candidate: str, **changes: object) -> Setup:
    fields = {"steps": 4, "batch_size": 8, "optimizer": "sgd", **changes}
    return Setup(candidates=(candidate,), arch=arch, data=data, baseline=candidate, **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(("arch", "data", "candidate"), STACKED)
def test_a_stack_equals_its_models_trained_alone(arch: str, data: str, candidate: str) -> None:
    setup = setup_of(arch, data, candidate)
    made, rates, seeds = builder(setup, candidate), [1e-4, 1e-3], [3, 4]
    goal = objective(made.data.task)
    feed = Feed(made, seeds)
    stack = Stacked([made(seed) for seed in seeds], rates, "sgd", goal)
    for row in feed.schedule(0, 3):
        stack.step(*feed.batch_of(row))
    together = torch.cat([stack.totals(*part) for part in feed.parts(feed.test, 16, 16)])
    for k, seed in enumerate(seeds):
        own = Feed(made, [seed])
        plain = Plain(made(seed), rates[k], "sgd", goal, seed)
        for row in own.schedule(0, 3):
            plain.step(*own.batch_of(row))
        torch.testing.assert_close(stack.losses[k], plain.losses[0], rtol=1e-4, atol=1e-5)
        for name, values in plain.layout.views(plain.flat).items():
            torch.testing.assert_close(stack.layout.views(stack.flat)[name][k], values[0], rtol=1e-3, atol=1e-4)
        alone = torch.cat([plain.totals(*part) for part in own.parts(own.test, 16, 16)])
        torch.testing.assert_close(together[k], alone[0], rtol=1e-3, atol=1e-3)
        for name, buffer in plain.model.named_buffers():
            torch.testing.assert_close(stack.buffers[name][k], buffer, rtol=1e-3, atol=1e-4)


@pytest.mark.parametrize(("arch", "data", "candidate"), [("mlp", "digits", "relu"), ("lstm", "digits", "tanh")])
def test_an_interrupted_unit_ends_at_the_same_bits(arch: str, data: str, candidate: str) -> None:
    setup = setup_of(arch, data, candidate, steps=6, optimizer="adamw")
    work = Unit(candidate=candidate, phase="final", trials=((1e-3, 0), (1e-2, 1)))
    whole = unit.run(setup, work)
    state, calls = unit.run(setup, work, None, 0.0), 1
    while isinstance(state, bytes):
        state, calls = unit.run(setup, work, state, 0.0), calls + 1
    assert state == whole
    assert calls >= 6


def test_a_diverged_model_leaves_its_neighbors_alone() -> None:
    setup = setup_of("mlp", "digits", "relu", steps=10)
    both = unit.run(setup, Unit(candidate="relu", phase="final", trials=((1e-2, 0), (1e30, 1), (1e-2, 2))))
    without = unit.run(setup, Unit(candidate="relu", phase="final", trials=((1e-2, 0), (1e-2, 5), (1e-2, 2))))
    assert isinstance(both, list) and isinstance(without, list)
    assert both[1].validation_loss == both[1].test_loss == math.inf
    assert [both[0], both[2]] == [without[0], without[2]]
    assert math.isfinite(both[0].validation_loss)
