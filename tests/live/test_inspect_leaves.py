"""inspect changes nothing, whatever happens."""

from __future__ import annotations

import copy
import random

import pytest
import torch
from torch import Tensor, nn

from activadvise.live.inspect.run import Unusable, inspect
from tests.live.models import he, mlp


def test_everything_is_as_before_bit_by_bit() -> None:
    model = nn.Sequential(nn.Linear(8, 8), nn.BatchNorm1d(8), nn.Dropout(0.5), nn.ReLU(inplace=True), Recur(), Own2())
    model(torch.randn(16, 8)).sum().backward()
    model[0].eval()
    frozen = model.get_parameter("0.bias")
    frozen.requires_grad_(False)
    before = copy.deepcopy(model)
    grads = [None if p.grad is None else p.grad.clone() for p in model.parameters()]
    holders = [p.grad for p in model.parameters()]
    states = torch.get_rng_state(), random.getstate()
    x = torch.randn(32, 8)
    torch.set_rng_state(states[0])
    saved = x.clone()
    inspect(model, x, train=True)
    assert torch.equal(x, saved)
    for (name, a), b in zip(model.state_dict().items(), before.state_dict().values(), strict=True):
        assert torch.equal(a, b), name
    for p, grad, holder in zip(model.parameters(), grads, holders, strict=True):
        assert p.grad is holder
        assert (p.grad is None and grad is None) or torch.equal(p.grad, grad)  # type: ignore[arg-type]
    assert [m.training for m in model.modules()] == [m.training for m in before.modules()]
    assert not frozen.requires_grad
    assert torch.equal(torch.get_rng_state(), states[0]) and random.getstate() == states[1]
    assert not any(m._forward_hooks or m._forward_pre_hooks for m in model.modules())
    assert torch.overrides._get_current_function_mode() is None


class Recur(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.rnn = nn.LSTM(8, 8, 2, bidirectional=True)
        self.out = nn.Linear(16, 8)

    def forward(self, x: Tensor) -> Tensor:
        out: Tensor = self.out(self.rnn(x[None])[0][0])
        return out


class Own2(nn.Module):
    """Counts its calls in a buffer, and draws from Python's random numbers."""

    calls: Tensor

    def __init__(self) -> None:
        super().__init__()
        self.register_buffer("calls", torch.zeros(()))

    def forward(self, x: Tensor) -> Tensor:
        self.calls += 1
        return torch.tanh(x) * (1.0 if random.random() < 2.0 else 0.0)


def test_a_failing_forward_leaves_nothing() -> None:
    class Fails(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.norm = nn.BatchNorm1d(4)

        def forward(self, x: Tensor) -> Tensor:
            self.norm(x)
            raise KeyError("here")

    model = Fails()
    with pytest.raises(KeyError):
        inspect(model, torch.randn(8, 4))
    assert float(model.norm.running_mean.abs().sum()) == 0.0  # type: ignore[union-attr]
    assert not any(m._forward_hooks for m in model.modules())
    assert torch.overrides._get_current_function_mode() is None


def test_nan_is_named_where_it_begins() -> None:
    model = he(mlp())
    with torch.no_grad():
        model.get_parameter("4.weight")[0, 0] = float("nan")
    with pytest.raises(Unusable, match=r"first in 4 \(linear\)"):
        inspect(model, torch.randn(8, 64))


def test_nothing_seen_is_an_error() -> None:
    with pytest.raises(Unusable, match="nothing was seen"):
        inspect(nn.Flatten(), torch.randn(8, 4))
