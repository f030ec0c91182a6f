"""initialize: the right init by what the model does, as data and as code that does the same."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
import torch
import torch.nn.functional as F
from torch import Tensor, nn

import activadvise
from activadvise.live.initialize import run
from activadvise.rulebase import load
from examples import deep_init_table
from tests.live.models import HEALTHY, Recurrent, Residual, Transformer, example

BASE = load()


def gain(weight: Tensor) -> float:
    return float(weight.detach().square().mean().sqrt() * weight[0].numel() ** 0.5)


@pytest.mark.parametrize("name", ["relu", "leaky_relu", "elu", "selu", "gelu", "silu", "mish", "hardswish"])
def test_each_activation_gets_its_own_gain(name: str) -> None:
    torch.manual_seed(0)
    model = nn.Sequential(nn.Linear(256, 256), deep_init_table.made(name), nn.Linear(256, 256),
                          deep_init_table.made(name), nn.Linear(256, 8))  # fmt: skip
    done = activadvise.initialize(model, torch.randn(8, 256))
    wanted = BASE.activations[name].gain
    assert wanted is not None
    assert gain(model.get_parameter("2.weight")) == pytest.approx(wanted, rel=0.02)
    assert gain(model.get_parameter("4.weight")) == pytest.approx(1.0, rel=0.05)
    assert [step.activation for step in done.steps] == [name, name, None]


def test_functional_calls_and_a_users_own_activation() -> None:
    class Net(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.a, self.b, self.c = nn.Linear(8, 200), nn.Linear(200, 200), nn.Linear(200, 2)
            self.own = Own()

        def forward(self, x: Tensor) -> Tensor:
            out: Tensor = self.c(self.own(self.b(F.silu(self.a(x)))))
            return out

    class Own(nn.Module):
        def forward(self, x: Tensor) -> Tensor:
            return torch.sin(x) + 0.5 * x

    model = Net()
    done = activadvise.initialize(model, torch.randn(4, 8))
    assert [step.activation for step in done.steps] == ["silu", "Own", None]
    second = (1 - math.exp(-2)) / 2 + 0.25 + math.exp(-0.5)  # E (sin z + z/2)²
    assert gain(model.b.weight) == pytest.approx(second**-0.5, rel=0.02)


@pytest.mark.parametrize("name", HEALTHY)
def test_the_code_does_the_same(name: str) -> None:
    make, shape = HEALTHY[name]
    model, twin, x = make(), make(), example(shape)
    done = activadvise.initialize(model, x, apply=False)
    assert done.skipped == {} and done.code.count("nn.init.") >= len(done.steps)
    torch.manual_seed(3)
    activadvise.initialize(model, x)
    torch.manual_seed(3)
    run(done.code, twin)
    assert all(torch.equal(a, b) for a, b in zip(model.parameters(), twin.parameters(), strict=True))


def test_a_dry_run_changes_nothing() -> None:
    model = Recurrent()
    before = {name: value.clone() for name, value in model.state_dict().items()}
    done = activadvise.initialize(model, torch.randn(2, 5, 16), apply=False)
    assert done.steps and all(torch.equal(before[name], value) for name, value in model.state_dict().items())


def test_residual_ends() -> None:
    """Scaled by 1/√branches behind a norm, zero without one."""
    for norm in (True, False):
        model = Residual(6, norm=norm)
        done = activadvise.initialize(model, torch.randn(4, 64))
        end = model.get_parameter("blocks.2.3.weight")
        assert gain(end) == pytest.approx(6**-0.5 if norm else 0.0, rel=0.05)
        inits = {step.init for step in done.steps if step.layer.endswith(".3")}
        assert inits == {"transformer_normal" if norm else "zero_residual"}


class Routed(nn.Module):
    """Experts mixed by a router, on a skip."""

    def __init__(self, chosen: bool) -> None:
        super().__init__()
        self.router, self.head, self.chosen = nn.Linear(8, 3), nn.Linear(8, 2), chosen
        self.experts = nn.ModuleList(nn.Sequential(nn.Linear(8, 8), nn.ReLU(), nn.Linear(8, 8)) for _ in range(3))

    def forward(self, x: Tensor) -> Tensor:
        scores, index = self.router(x).topk(2 if self.chosen else 3, dim=-1)
        share = scores.softmax(dim=-1)
        for number, expert in enumerate(self.experts):
            x = x + (share * (index == number)).sum(dim=-1, keepdim=True) * expert(x)
        made: Tensor = self.head(x)
        return made


@pytest.mark.parametrize("chosen", [False, True])
def test_a_router_is_no_end_of_a_branch(chosen: bool) -> None:
    """All zero it would send every sample to the same experts."""
    why = {
        step.layer: step.why for step in activadvise.initialize(Routed(chosen), torch.randn(32, 8), apply=False).steps
    }
    assert why["router"] == "no activation behind it: gain 1"
    assert why["experts.1.2"].startswith("end of a residual branch")


def test_attention_is_a_branch_too() -> None:
    """Two branches a block: both end with gain 1/√(2L), and no two blocks stay equal."""
    torch.manual_seed(0)
    model = Transformer(3)
    activadvise.initialize(model, torch.randn(4, 5, 32))
    for name in ("self_attn.out_proj.weight", "linear2.weight"):
        assert gain(model.get_parameter(f"encoder.layers.1.{name}")) == pytest.approx(6**-0.5, rel=0.1)
    joined = [model.get_parameter(f"encoder.layers.{i}.self_attn.in_proj_weight") for i in range(3)]
    assert gain(joined[0]) == pytest.approx(1.0, rel=0.1)
    assert not torch.equal(joined[0], joined[1])


def test_added_positions_are_no_branch() -> None:
    class Words(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.words, self.places, self.body = nn.Embedding(9, 64), nn.Embedding(5, 64), Residual(4)

        def forward(self, tokens: Tensor) -> Tensor:
            out: Tensor = self.body(self.words(tokens) + self.places(torch.arange(5)))
            return out

    model = Words()
    activadvise.initialize(model, torch.randint(0, 9, (8, 5)))
    assert gain(model.get_parameter("body.blocks.1.3.weight")) == pytest.approx(0.5, rel=0.05)


def test_recurrent_layers() -> None:
    model = Recurrent()
    activadvise.initialize(model, torch.randn(2, 5, 16))
    block = model.get_parameter("rnn.weight_hh_l0")[:32].detach()
    assert torch.allclose(block @ block.T, torch.eye(32), atol=1e-5)
    forget = (model.get_parameter("rnn.bias_ih_l0") + model.get_parameter("rnn.bias_hh_l0")).detach()
    assert torch.equal(forget[32:64], torch.ones(32)) and float(forget[:32].abs().sum()) == 0.0


def test_pretrained_parts_stay() -> None:
    model = Residual(2)
    before = model.get_parameter("blocks.0.1.weight").clone()
    done = activadvise.initialize(model, torch.randn(4, 64), keep=("blocks.0",))
    assert torch.equal(before, model.get_parameter("blocks.0.1.weight"))
    assert done.skipped == {"blocks.0.1": "kept, as asked", "blocks.0.3": "kept, as asked"}
    assert "blocks.0." not in done.code


def test_embeddings_and_sine() -> None:
    class Sine(nn.Module):
        def forward(self, x: Tensor) -> Tensor:
            return torch.sin(30.0 * x)

    field = nn.Sequential(nn.Linear(2, 64), Sine(), nn.Linear(64, 64), Sine(), nn.Linear(64, 1))
    done = activadvise.initialize(field, torch.randn(9, 2))
    assert [step.init for step in done.steps[:2]] == ["siren", "siren"]
    bound = (6 / 64) ** 0.5 / 30
    assert float(field.get_parameter("2.weight").abs().max()) == pytest.approx(bound, rel=0.02)
    words = nn.Sequential(nn.Embedding(50, 64), nn.Linear(64, 4))
    activadvise.initialize(words, torch.randint(0, 50, (3, 5)))
    assert float(words.get_parameter("0.weight").std()) == pytest.approx(1 / 8, rel=0.05)


STORED = (Path(deep_init_table.__file__).parent / "deep_init_table.txt").read_text().splitlines()


@pytest.mark.parametrize("name", deep_init_table.NAMES)
def test_fifty_plain_layers_keep_signal_and_gradient(name: str) -> None:
    """Fifty layers, on two seeds; `examples/deep_init_table.txt` has eight."""
    variance, gradient = deep_init_table.row(name, seeds=2, ways=("activadvise",))["activadvise"]
    assert 1 / 3 < variance < 3 and 1 / 3 < gradient < 3
    stored = next(line for line in STORED if line.split()[0] == name).replace("/", " ").split()[5:7]
    for measured, shown in zip((variance, gradient), map(float, stored), strict=True):
        assert 1 / 3 < shown < 3 and measured == pytest.approx(shown, rel=0.6)
