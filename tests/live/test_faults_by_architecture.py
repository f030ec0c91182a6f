"""Every fault in every kind of network where it makes sense, named at its layer; the healthy ones are silent.

Dead layers are in `test_planted_faults.py`, for all six kinds.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
import torch
from torch import nn

from activadvise.live.inspect.run import Unusable, inspect
from tests.live.deep_models import (
    PlainGLU,
    PlainTransformerBlock,
    ResidualCNN,
    SigmoidGated,
    Stack,
    scaled,
    transformer,
)
from tests.live.models import Gated, Residual, cnn, example, he, mlp
from tests.live.test_planted_faults import loud

VECTORS, MAPS, WORDS, STEPS, GATES = (256, 64), (16, 3, 12, 12), (32, 10, 32), (64, 12, 32), (256, 32)
SATURATED, VANISHING, EXPLODING = "saturated-units", "vanishing-gradients", "exploding-gradients"
Case = tuple[Callable[[], nn.Module], tuple[int, ...], str, str]


def sigmoid_residual() -> nn.Module:
    model = Residual()
    for block in model.blocks:
        assert isinstance(block, nn.Sequential)
        block[2] = nn.Sigmoid()
    return model


def plain_transformer(depth: int) -> nn.Module:
    return nn.Sequential(*(PlainTransformerBlock() for _ in range(depth)), nn.Linear(32, 8))


FAULTS: dict[str, Case] = {
    "saturating sigmoids, mlp": (lambda: scaled(mlp(act=nn.Sigmoid), 30), VECTORS, SATURATED, "3"),
    "saturating sigmoids, cnn": (lambda: scaled(cnn(act=nn.Sigmoid), 30), MAPS, SATURATED, "3"),
    "saturating sigmoids, residual": (lambda: scaled(sigmoid_residual(), 30), VECTORS, SATURATED, "blocks.3.2"),
    "saturating sigmoids, transformer": (lambda: scaled(transformer(3, act=nn.Sigmoid), 30), WORDS, SATURATED, "1.act"),
    "saturating sigmoids, lstm": (lambda: scaled(Stack(3), 60), STEPS, SATURATED, "layers.1.l0.f"),
    "saturating sigmoids, glu": (lambda: scaled(PlainGLU(), 40), GATES, SATURATED, "glu()"),
    "saturating sigmoids, gates": (lambda: scaled(SigmoidGated(), 40), GATES, SATURATED, "sigmoid()"),
    "exploding, mlp": (lambda: he(mlp(50), 2.0), VECTORS, EXPLODING, "0"),
    "exploding, cnn": (lambda: he(cnn(50), 2.0), MAPS, EXPLODING, "0"),
    "exploding, residual": (lambda: scaled(Residual(50, norm=False), 2), VECTORS, EXPLODING, "blocks.0.3"),
    "exploding, residual cnn": (lambda: scaled(ResidualCNN(50, False), 3), MAPS, EXPLODING, "blocks.0.3"),
    "exploding, transformer": (lambda: scaled(transformer(50, False), 1.5), WORDS, EXPLODING, "0.attention"),
    "exploding, rnn": (lambda: scaled(Stack(50, relu_rnn), 4), STEPS, EXPLODING, "layers.0"),  # type: ignore[arg-type]
    "vanishing, mlp": (lambda: mlp(50), VECTORS, VANISHING, "0"),
    "vanishing, cnn": (lambda: cnn(50), MAPS, VANISHING, "0"),
    "vanishing, transformer": (lambda: plain_transformer(50), (16, 6, 32), VANISHING, "0.value"),
    "vanishing, lstm": (lambda: Stack(50), (16, 6, 32), VANISHING, "layers.0"),
    "vanishing, one lstm": (lambda: Stack(50, inside=True), (16, 6, 32), VANISHING, "layers.0.l0"),
    "vanishing, glu": (lambda: PlainGLU(50), GATES, VANISHING, "layers.0"),
    "one bad layer, mlp": (lambda: scaled(he(mlp(10)), 40, "8."), VECTORS, EXPLODING, "8"),
    "one bad layer, cnn": (lambda: scaled(he(cnn(10)), 60, "8."), MAPS, EXPLODING, "8"),
    "one weak layer, cnn": (lambda: scaled(he(cnn(10)), 1e-3, "8."), MAPS, VANISHING, "8"),
    "one bad layer, residual": (lambda: scaled(Residual(), 1e3, "blocks.5.3"), VECTORS, EXPLODING, "blocks.5.3"),
    "one bad inner layer, residual": (lambda: scaled(Residual(), 1e3, "blocks.5.1."), VECTORS, EXPLODING, "blocks.5.1"),
    "one bad layer, residual cnn": (lambda: scaled(ResidualCNN(), 1e3, "blocks.3.3"), MAPS, EXPLODING, "blocks.3.3"),
    "one bad layer, transformer": (lambda: scaled(transformer(), 1e3, "3.down"), WORDS, EXPLODING, "3.down"),
    "one bad inner layer, transformer": (lambda: scaled(transformer(), 1e3, "3.up"), WORDS, EXPLODING, "3.up"),
    "one bad layer, lstm": (lambda: scaled(Stack(), 100, "layers.3"), STEPS, SATURATED, "layers.3.l0.i"),
    "one weak layer, lstm": (lambda: scaled(Stack(), 1e-4, "layers.3"), STEPS, VANISHING, "layers.3"),
    "one bad layer, gated": (lambda: scaled(Gated(6), 1e3, "downs.3"), GATES, EXPLODING, "downs.3"),
    "one bad layer, glu": (lambda: scaled(PlainGLU(), 1e2, "layers.3"), GATES, EXPLODING, "layers.3"),
    "missing norm, mlp": (lambda: mlp(30), VECTORS, VANISHING, "0"),
    "missing norm, residual cnn": (lambda: he(ResidualCNN(12, False)), MAPS, EXPLODING, "blocks.0.3"),
    "missing norm, transformer": (lambda: he(transformer(12, False)), WORDS, EXPLODING, "0.attention"),
    "missing norm, gated": (lambda: he(Gated(4, norm=False)), GATES, EXPLODING, "downs.0"),
}  # fmt: skip

SOUND: dict[str, tuple[Callable[[], nn.Module], tuple[int, ...]]] = {
    "transformer": (lambda: transformer(50), (16, 6, 32)),
    "residual cnn": (lambda: ResidualCNN(50), MAPS),
    "residual": (lambda: Residual(50), VECTORS),
    "lstm": (lambda: Stack(3), STEPS),
    "one lstm": (lambda: Stack(2, inside=True), STEPS),
    "rnn": (lambda: Stack(3, nn.RNN), STEPS),
    "glu": (PlainGLU, GATES),
    "gates": (SigmoidGated, GATES),
}


def relu_rnn(width: int, hidden: int, layers: int, batch_first: bool) -> nn.Module:
    return nn.RNN(width, hidden, layers, nonlinearity="relu", batch_first=batch_first)


@pytest.mark.parametrize("name", FAULTS)
def test_the_fault_is_named_at_its_layer(name: str) -> None:
    torch.manual_seed(0)
    make, shape, code, layer = FAULTS[name]
    found = loud(inspect(make(), example(shape)))
    assert (code, layer) in found, found


@pytest.mark.parametrize("name", SOUND)
def test_sound_networks_are_silent(name: str) -> None:
    torch.manual_seed(0)
    make, shape = SOUND[name]
    assert loud(inspect(make(), example(shape))) == []


def test_a_signal_that_overflows_is_told_with_its_growth() -> None:
    torch.manual_seed(0)
    with pytest.raises(Unusable, match=r"first in \S+ .*explodes on the way: its variance is \S+ at 0\.attention"):
        inspect(scaled(transformer(50, False), 3), example(WORDS))
