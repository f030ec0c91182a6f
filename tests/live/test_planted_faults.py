"""Planted faults are named at their layer; the healthy twins raise nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import torch
from torch import Tensor, nn

from activadvise.live.inspect.answer import Inspection
from activadvise.live.inspect.run import inspect
from tests.live.models import HEALTHY, Gated, Recurrent, Residual, Transformer, cnn, example, he, mlp


def loud(answer: Inspection) -> list[tuple[str, str | None]]:
    return [(finding.code, finding.layer) for finding in answer.findings if finding.severity != "hint"]


@pytest.mark.parametrize("name", HEALTHY)
@pytest.mark.parametrize("seed", range(3))
def test_healthy_networks_are_silent(name: str, seed: int) -> None:
    torch.manual_seed(seed)
    make, shape = HEALTHY[name]
    assert loud(inspect(make(), example(shape))) == []


@torch.no_grad()
def dead_mlp() -> nn.Module:
    model = he(mlp())
    model.get_parameter("4.bias").fill_(-30.0)
    return model


@torch.no_grad()
def half_dead_mlp() -> nn.Module:
    model = he(mlp())
    model.get_parameter("4.bias")[:30] = -30.0
    return model


@torch.no_grad()
def dead_gelu() -> nn.Module:
    model = mlp(act=nn.GELU)
    model.get_parameter("4.bias").fill_(-20.0)
    return model


@torch.no_grad()
def half_dead_gelu() -> nn.Module:
    model = mlp(act=nn.GELU)
    model.get_parameter("4.bias")[:24] = -20.0
    return model


@torch.no_grad()
def dead_cnn() -> nn.Module:
    model = he(cnn())
    model.get_parameter("2.bias").fill_(-30.0)
    return model


@torch.no_grad()
def dead_residual() -> nn.Module:
    model = Residual()
    model.get_parameter("blocks.5.1.bias").fill_(-30.0)
    return model


@torch.no_grad()
def dead_transformer() -> nn.Module:
    model = Transformer()
    model.get_parameter("encoder.layers.1.linear1.bias").fill_(-30.0)
    return model


@torch.no_grad()
def dead_lstm() -> nn.Module:
    model = Recurrent()
    model.get_parameter("rnn.bias_ih_l0")[96:] = -40.0
    return model


@torch.no_grad()
def dead_glu() -> nn.Module:
    model = Gated()
    model.get_parameter("gates.2.bias").fill_(-30.0)
    return model


def large(model: nn.Module, std: float = 2.0) -> nn.Module:
    for layer in model.modules():
        if isinstance(layer, nn.Linear):
            nn.init.normal_(layer.weight, std=std)
    return model


@torch.no_grad()
def scaled(model: nn.Module, name: str, factor: float) -> nn.Module:
    model.get_parameter(name).mul_(factor)
    return model


PLANTED: dict[str, tuple[Callable[[], nn.Module], tuple[int, ...], str, str]] = {
    "dead mlp": (dead_mlp, (256, 64), "dead-units", "5"),
    "half dead mlp": (half_dead_mlp, (256, 64), "dead-units", "5"),
    "dead gelu": (dead_gelu, (256, 64), "dead-units", "5"),
    "half dead gelu": (half_dead_gelu, (256, 64), "dead-units", "5"),
    "dead cnn": (dead_cnn, (16, 3, 12, 12), "dead-units", "3"),
    "dead residual": (dead_residual, (256, 64), "dead-units", "blocks.5.2"),
    "dead transformer": (dead_transformer, (32, 10, 32), "dead-units", "encoder.layers.1.gelu()"),
    "dead lstm": (dead_lstm, (32, 12, 16), "dead-units", "rnn.l0.o"),
    "dead glu": (dead_glu, (256, 32), "dead-units", "silu()#3"),
    "saturated sigmoid": (lambda: large(mlp(act=nn.Sigmoid)), (256, 64), "saturated-units", "1"),
    "saturated tanh": (lambda: large(mlp(act=nn.Tanh)), (256, 64), "saturated-units", "1"),
    "saturated lstm": (lambda: scaled(Recurrent(), "rnn.weight_ih_l0", 60.0), (32, 12, 16), "saturated-units",
                       "rnn.l0.g"),
    "saturated rnn": (lambda: scaled(Recurrent(nn.RNN), "rnn.weight_ih_l0", 60.0), (32, 12, 16), "saturated-units",
                      "rnn.l0.h"),
    "vanishing relu": (lambda: mlp(50), (256, 64), "vanishing-gradients", "0"),
    "vanishing gelu": (lambda: he(mlp(50, nn.SiLU)), (256, 64), "vanishing-gradients", "0"),
    "vanishing cnn": (lambda: cnn(50), (8, 3, 8, 8), "vanishing-gradients", "0"),
    "exploding relu": (lambda: he(mlp(50), 2.0), (256, 64), "exploding-gradients", "0"),
    "exploding cnn": (lambda: he(cnn(50), 2.0), (8, 3, 8, 8), "exploding-gradients", "0"),
    "one large layer": (lambda: scaled(he(mlp(10)), "8.weight", 40.0), (256, 64), "exploding-gradients", "8"),
    "one small layer": (lambda: scaled(he(mlp(10)), "8.weight", 1e-3), (256, 64), "vanishing-gradients", "8"),
    "one large of 50": (lambda: scaled(he(mlp(50, width=128)), "40.weight", 1e4), (256, 128), "exploding-gradients",
                        "40"),
    "missing norm, residual": (lambda: he(Residual(norm=False)), (256, 64), "exploding-gradients", "blocks.0.3"),
    "missing norm, glu": (lambda: he(Gated(4, norm=False)), (256, 32), "exploding-gradients", "downs.0"),
}  # fmt: skip


@pytest.mark.parametrize("name", PLANTED)
def test_planted_faults_are_named_at_their_layer(name: str) -> None:
    torch.manual_seed(0)
    make, shape, code, layer = PLANTED[name]
    found = loud(inspect(make(), example(shape)))
    assert (code, layer) in found, found


def test_one_fault_gives_one_finding() -> None:
    torch.manual_seed(0)
    for name in ("dead mlp", "dead cnn", "dead residual", "dead transformer", "vanishing relu", "one large layer"):
        make, shape, _, _ = PLANTED[name]
        assert len(loud(inspect(make(), example(shape)))) == 1, name


def test_equal_weights_are_said() -> None:
    model = mlp(3)
    nn.init.constant_(model.get_parameter("2.weight"), 0.1)
    assert ("symmetric-units", "2") in loud(inspect(model, torch.randn(256, 64)))


def test_a_deliberate_zero_is_no_fault() -> None:
    """Output layers and ends of residual branches may start at zero."""
    model = Residual()
    for block in model.blocks:
        nn.init.zeros_(block[3].weight)  # type: ignore[index]
    nn.init.zeros_(model.head.weight)
    assert loud(inspect(model, torch.randn(256, 64))) == []


class Probabilities(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.layers = mlp(2)

    def forward(self, x: Tensor) -> Tensor:
        return torch.sigmoid(100.0 * self.layers(x))


def test_a_confident_output_is_no_fault() -> None:
    torch.manual_seed(0)
    answer = inspect(Probabilities(), torch.randn(256, 64))
    assert loud(answer) == []
    assert answer.layers[-1].role == "output"
