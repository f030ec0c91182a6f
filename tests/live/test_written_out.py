"""Functions that users write out themselves are seen, named and judged like PyTorch's."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import torch
import torch.nn.functional as F
from torch import Tensor, nn

import activadvise
from activadvise.live.inspect.run import inspect
from tests.live.test_inspect import loud, row

Act = Callable[[Tensor], Tensor]


class StraightReLU(torch.autograd.Function):
    @staticmethod
    def forward(ctx: Any, x: Tensor) -> Tensor:
        ctx.save_for_backward(x)
        out: Tensor = torch.from_numpy(x.numpy(force=True).clip(min=0))  # where no torch function is called
        return out

    @staticmethod
    def backward(ctx: Any, *gradients: Tensor) -> Tensor:
        (x,) = ctx.saved_tensors
        passed: Tensor = gradients[0] * (x > 0)
        return passed


@torch.jit.script
def scripted_silu(x: Tensor) -> Tensor:
    return x * torch.sigmoid(x)


FUNCTIONS: dict[str, tuple[Act, str]] = {
    "clamp": (lambda x: x.clamp(min=0), "relu"),
    "clamp in place": (lambda x: (x + 0).clamp_(0, 6), "relu6"),
    "clip": (lambda x: torch.clip(x, -1, 1), "hardtanh"),
    "maximum": (lambda x: torch.maximum(x, torch.zeros_like(x)), "relu"),
    "where": (lambda x: torch.where(x > 0, x, torch.zeros_like(x)), "relu"),
    "where, leaky": (lambda x: torch.where(x > 0, x, 0.01 * x), "leaky_relu"),
    "mask": (lambda x: x * (x > 0), "relu"),
    "swish": (lambda x: x * torch.sigmoid(x), "silu"),
    "mish": (lambda x: x * torch.tanh(F.softplus(x)), "mish"),
    "gelu": (lambda x: 0.5 * x * (1 + torch.erf(x / 2**0.5)), "gelu"),
    "autograd function": (StraightReLU.apply, "relu"),
    "scripted": (scripted_silu, "silu"),
}


class Net(nn.Module):
    def __init__(self, act: Act, bias: float = 0.0) -> None:
        super().__init__()
        self.a, self.b, self.c = nn.Linear(16, 64), nn.Linear(64, 64), nn.Linear(64, 4)
        nn.init.kaiming_normal_(self.a.weight, nonlinearity="relu")
        nn.init.constant_(self.b.bias, bias)
        self.act = act

    def forward(self, x: Tensor) -> Tensor:
        out: Tensor = self.c(self.act(self.b(self.act(self.a(x)))))
        return out


@pytest.mark.parametrize("name", FUNCTIONS)
def test_it_is_known_by_what_it_computes(name: str) -> None:
    torch.manual_seed(0)
    act, entry = FUNCTIONS[name]
    answer = inspect(Net(act), torch.randn(300, 16))
    found = [layer for layer in answer.layers if layer.function == entry and layer.role == "hidden"]
    assert [layer.after for layer in found][:1] == [["a"]] and found[0].samples == 300
    assert loud(answer) == []


@pytest.mark.parametrize("name", [name for name in FUNCTIONS if "leaky" not in name and "clip" not in name])
def test_its_dead_units_are_found(name: str) -> None:
    torch.manual_seed(0)
    answer = inspect(Net(FUNCTIONS[name][0], -50.0), torch.randn(300, 16))
    assert [text.partition(" ")[0] for text in loud(answer)] == ["dead-units"]
    (finding,) = [item for item in answer.findings if item.code == "dead-units"]
    assert "64 of 64" in finding.message and "after b" in finding.message


def test_a_function_that_nobody_knows_has_its_slope_from_autograd() -> None:
    """The bump exp(-|z|³) is flat on both sides."""
    torch.manual_seed(0)
    answer = inspect(Net(lambda x: torch.exp(-x.abs().pow(3))), 3 * torch.randn(300, 16))
    assert row(answer, "abs()").saturated_fraction == pytest.approx(0.6, abs=0.2)


def test_the_gradients_shown_are_those_of_the_loss_alone() -> None:
    torch.manual_seed(0)
    model, x = Net(FUNCTIONS["swish"][0]), torch.randn(64, 16)
    z = model.a(x).detach().requires_grad_()
    model.c(model.act(model.b(model.act(z)))).square().sum().backward()
    assert z.grad is not None
    answer = inspect(model, x, loss=lambda out: out.square().sum())
    assert row(answer, "a").gradient_norm == pytest.approx(float(z.grad.norm()), rel=1e-5)


def test_initialize_knows_them_too() -> None:
    done = activadvise.initialize(Net(FUNCTIONS["swish"][0]), torch.randn(64, 16))
    assert [step.activation for step in done.steps] == ["silu", "silu", None]


def test_what_mixes_values_is_said_not_guessed() -> None:
    answer = inspect(Net(lambda x: x.abs().cumsum(1)), torch.randn(64, 16))
    assert [layer.layer for layer in answer.layers] == ["a", "b", "c"]
    assert any(text.startswith("abs") for text in answer.unseen)


# Outputs


class Heads(nn.Module):
    """A policy and a value: the first head ends before the second runs."""

    def __init__(self) -> None:
        super().__init__()
        self.body, self.policy, self.value = nn.Linear(16, 64), nn.Linear(64, 4), nn.Linear(64, 1)
        with torch.no_grad():
            self.policy.weight.mul_(80)

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        h = F.relu(self.body(x))
        return torch.tanh(self.policy(h)), self.value(h)


def test_an_output_is_what_no_layer_reads() -> None:
    torch.manual_seed(0)
    answer = inspect(Heads(), torch.randn(300, 16))
    assert [(layer.function, layer.role) for layer in answer.layers if layer.kind == "activation"] == [
        ("relu", "hidden"),
        ("tanh", "output"),
    ]
    assert loud(answer) == []


def test_a_rectified_output_can_be_dead() -> None:
    model = nn.Sequential(nn.Linear(16, 8), nn.ReLU(), nn.Linear(8, 1), nn.ReLU())
    nn.init.constant_(model.get_parameter("2.bias"), -50.0)
    assert loud(inspect(model, torch.randn(300, 16))) == ["dead-units 3"]


@pytest.mark.parametrize("out", [lambda y: float(y.detach().sum()), lambda y: None, lambda y: Slots(y)])
def test_any_output_will_do(out: Callable[[Tensor], Any]) -> None:
    class Odd(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.a = nn.Linear(4, 4)

        def forward(self, x: Tensor) -> Any:
            return out(F.relu(self.a(x)))

    assert len(inspect(Odd(), torch.randn(40, 4)).layers) == 2


class Slots:
    __slots__ = ("y",)

    def __init__(self, y: Tensor) -> None:
        self.y = y


def test_variances_do_not_overflow() -> None:
    model = nn.Sequential(nn.Linear(8, 8), nn.ReLU(), nn.Linear(8, 8))
    with torch.no_grad():
        model.get_parameter("0.weight").mul_(1e25)
    ratio = inspect(model, torch.randn(64, 8)).layers[0].variance_ratio
    assert ratio is not None and 1e48 < ratio < 1e52


def test_a_graph_that_the_caller_still_holds_runs_backward_afterwards() -> None:
    model = nn.Sequential(nn.Linear(8, 8), nn.BatchNorm1d(8), nn.ReLU(), nn.Linear(8, 1))
    x = torch.randn(32, 8)
    loss = model.eval()(x).square().mean()
    inspect(model, x)
    loss.backward()
    assert model.get_parameter("0.weight").grad is not None
