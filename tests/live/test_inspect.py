"""inspect: the traps that peers fall into, what it sees, and that it changes nothing."""

from __future__ import annotations

from typing import Any

import pytest
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from activadvise.live.inspect.answer import Inspection, Layer
from activadvise.live.inspect.run import inspect
from activadvise.live.thresholds import slope_share
from tests.live.models import Recurrent, Transformer, mlp


def row(answer: Inspection, name: str) -> Layer:
    return next(layer for layer in answer.layers if layer.layer == name)


def loud(answer: Inspection) -> list[str]:
    return [f"{item.code} {item.layer}" for item in answer.findings if item.severity != "hint"]


def standard(act: nn.Module, units: int = 32) -> nn.Sequential:
    """A layer whose pre-activations are exactly its input: identity weights, known numbers."""
    layer = nn.Linear(units, units)
    nn.init.eye_(layer.weight)
    nn.init.zeros_(layer.bias)
    return nn.Sequential(layer, act, nn.Linear(units, 1))


# The nine traps of research/peers.md, section (c)


def test_trap_1_sparsity_is_not_death() -> None:
    """A ReLU that is off for 90 % of the values has no dead unit, and the sample count is there."""
    answer = inspect(standard(nn.ReLU()), torch.randn(4000, 32) - 1.2816)
    found = row(answer, "1")
    assert found.zero_fraction == pytest.approx(0.9, abs=0.01)
    assert (found.dead_units, found.samples, loud(answer)) == (0, 4000, [])


@pytest.mark.parametrize("act", [nn.SiLU(), nn.SELU(), nn.ELU(), nn.GELU(), nn.Mish()])
def test_trap_2_death_without_exact_zeros(act: nn.Module) -> None:
    answer = inspect(standard(act), torch.randn(300, 32) - 12.0)
    assert row(answer, "1").dead_units == 32 and loud(answer) == ["dead-units 1"]


def test_trap_2_leaky_relu_cannot_die() -> None:
    answer = inspect(standard(nn.LeakyReLU()), torch.randn(300, 32) - 12.0)
    assert row(answer, "1").dead_units is None and loud(answer) == []


@pytest.mark.parametrize("act", [nn.Tanh(), nn.GELU(), nn.Identity()])
def test_trap_3_negative_is_not_near_zero(act: nn.Module) -> None:
    answer = inspect(standard(act), torch.randn(300, 32))
    assert all(layer.zero_fraction in (None, 0.0) for layer in answer.layers) and loud(answer) == []


def test_trap_4_only_what_can_saturate_is_judged() -> None:
    answer = inspect(standard(nn.ReLU()), 100.0 * torch.randn(300, 32))
    assert row(answer, "0").saturated_fraction is None
    assert "saturated-units 1" not in loud(answer)


def test_trap_5_each_function_has_its_own_bounds() -> None:
    """At |z| = 3 tanh has 1 % of its slope left, the sigmoid 18 %."""
    x = 3.0 * torch.ones(300, 32) * torch.randn(300, 32).sign()
    tanh, sigmoid = inspect(standard(nn.Tanh()), x), inspect(standard(nn.Sigmoid()), x)
    assert row(tanh, "1").saturated_fraction == pytest.approx(1.0)
    assert row(sigmoid, "1").saturated_fraction == 0.0
    assert slope_share() == pytest.approx(0.0199)


@pytest.mark.parametrize(("shape", "units"), [((8, 5, 32), 32), ((8, 32), 32)])
def test_trap_6_units_are_channels_not_tokens(shape: tuple[int, ...], units: int) -> None:
    torch.manual_seed(0)  # with eight samples one unit in 256 is silent by chance
    model = standard(nn.ReLU())
    with torch.no_grad():
        model.get_parameter("0.bias")[:7] = -99.0
    found = row(inspect(model, torch.randn(shape)), "1")
    assert (found.units, found.dead_units) == (units, 7)


def test_trap_6_channels_of_maps_and_signals() -> None:
    for conv, shape in ((nn.Conv2d(3, 12, 3), (4, 3, 9, 9)), (nn.Conv1d(3, 12, 3), (4, 3, 9))):
        with torch.no_grad():
            conv.bias[:5] = -99.0  # type: ignore[index]
        found = row(inspect(nn.Sequential(conv, nn.ReLU(), nn.Flatten()), torch.randn(shape)), "1")
        assert (found.units, found.dead_units) == (12, 5)


def test_trap_7_in_place_activations_are_seen_before_they_overwrite() -> None:
    x = torch.randn(500, 32)
    apart, inplace = (inspect(standard(nn.ReLU(inplace=flag)), x) for flag in (False, True))
    assert row(inplace, "1").mean == pytest.approx(row(apart, "1").mean, abs=1e-6)
    assert row(inplace, "1").std == pytest.approx(1.0, abs=0.05)


class Functional(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.a, self.b, self.c = nn.Linear(8, 16), nn.Linear(16, 16), nn.Linear(16, 4)
        self.weight = nn.Parameter(torch.randn(4, 4))

    def forward(self, x: Tensor) -> Tensor:
        x = F.relu(self.a(x))
        x = self.b(x).tanh()
        x = torch.sigmoid(self.c(x))
        return F.gelu(x @ self.weight).relu_() + F.linear(x, self.weight)


def test_trap_8_functional_calls_are_seen() -> None:
    answer = inspect(Functional(), torch.randn(64, 8))
    assert [layer.layer for layer in answer.layers] == [
        "a", "relu()", "b", "tanh()", "c", "sigmoid()", "weight", "gelu()", "relu()#2", "weight#2",
    ]  # fmt: skip
    assert row(answer, "relu()").line > 0 and row(answer, "relu()").file.endswith("test_inspect.py")


def test_trap_9_a_compiled_model_is_run_eagerly_and_that_is_said() -> None:
    model: Any = torch.compile(nn.Sequential(nn.Linear(8, 8), nn.ReLU()), backend="eager")
    model(torch.randn(2, 8))
    answer = inspect(model, torch.randn(64, 8))
    assert [layer.layer for layer in answer.layers] == ["0", "1"]
    assert any("eagerly" in note for note in answer.notes)


# What else it sees


class Reused(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.layer, self.act = nn.Linear(8, 8), nn.Tanh()

    def forward(self, x: Tensor) -> Tensor:
        for _ in range(3):
            x = self.act(self.layer(x))
        return x


def test_reused_modules_have_a_row_per_call() -> None:
    names = [layer.layer for layer in inspect(Reused(), torch.randn(64, 8)).layers]
    assert names == ["layer", "act", "layer#2", "act#2", "layer#3", "act#3"]


class Own(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.alpha = nn.Parameter(torch.ones(()))

    def forward(self, x: Tensor) -> Tensor:
        return x * torch.sigmoid(self.alpha * 2.0 * x)


class NotElementwise(nn.Module):
    def forward(self, x: Tensor) -> Tensor:
        return torch.tanh(x - x.mean(-1, keepdim=True))


def test_a_users_own_activation() -> None:
    answer = inspect(standard(Own()), torch.randn(300, 32) - 12.0)
    found = row(answer, "1")
    assert (found.function, found.dead_units) == ("Own", 32)


def test_a_module_that_mixes_units_is_no_activation_but_its_tanh_is() -> None:
    answer = inspect(standard(NotElementwise()), torch.randn(64, 32))
    assert [layer.layer for layer in answer.layers] == ["0", "1.tanh()", "2"]


def test_numbers_on_identity_weights() -> None:
    x = torch.randn(20_000, 16)
    answer = inspect(standard(nn.GELU(), 16), x)
    first, second = row(answer, "0"), row(answer, "1")
    assert first.gain == pytest.approx(1.0) and first.fitting_gain == 1.0
    assert first.variance_ratio == pytest.approx(1.0, abs=1e-4)
    assert second.variance_ratio == pytest.approx(0.425221, rel=0.02)
    assert row(answer, "2").fitting_gain == pytest.approx(1.53353)


def test_gradients_are_those_of_the_loss() -> None:
    torch.manual_seed(0)
    model, x, y = mlp(2, width=16), torch.randn(32, 16), torch.randint(0, 8, (32,))
    answer = inspect(model, x, loss=F.cross_entropy, target=y)
    z = model[0](x).detach().requires_grad_()
    F.cross_entropy(model[1:](z), y).backward()
    assert z.grad is not None
    assert row(answer, "0").gradient_norm == pytest.approx(float(z.grad.norm()), rel=1e-5)


def test_fused_attention_is_said() -> None:
    answer = inspect(Transformer(), torch.randn(4, 6, 32))
    assert any("attention" in text for text in answer.unseen)
    assert any("fused encoder" in note for note in answer.notes)
    assert "encoder.layers.0.gelu()" in [layer.layer for layer in answer.layers]


def test_recurrent_gates_are_those_of_the_layer() -> None:
    """The candidate of a one-layer tanh RNN is atanh of its output."""
    torch.manual_seed(0)
    model = Recurrent(nn.RNN)
    x = torch.randn(8, 5, 16)
    z = torch.atanh(model.rnn(x)[0])
    found = row(inspect(model, x), "rnn.l0.h")
    assert found.mean == pytest.approx(float(z.mean()), abs=1e-5)
    assert found.std == pytest.approx(float(z.std(correction=0)), rel=1e-4)


class Experts(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.router, self.experts = nn.Linear(32, 2), nn.ModuleList(standard(nn.ReLU()) for _ in range(2))

    def forward(self, x: Tensor) -> Tensor:
        made: Tensor = self.experts[0](x) * self.router(x).detach().amax()
        return made


def test_what_no_gradient_reaches_is_said() -> None:
    model = Experts()
    assert any("no gradient reaches router, experts.1: " in note for note in inspect(model, torch.randn(64, 32)).notes)
    assert not any("no gradient" in note for note in inspect(model.experts[0], torch.randn(64, 32)).notes)


def test_keyword_arguments_and_dicts() -> None:
    class Takes(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.layer = nn.Linear(4, 4)

        def forward(self, *, inputs: Tensor) -> dict[str, Any]:
            return {"logits": [F.relu(self.layer(inputs))]}

    answer = inspect(Takes(), {"inputs": torch.randn(40, 4)})
    assert row(answer, "layer").gradient_norm is not None
