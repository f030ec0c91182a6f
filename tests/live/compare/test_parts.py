"""The parts of training: optimizer, dropout, draws, batches, the rule, what a step may not do, models of the user."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import Tensor, nn
from torch.utils._python_dispatch import TorchDispatchMode

from activadvise.errors import BadValue
from activadvise.live.compare import cost, unit
from activadvise.live.compare.candidates import candidate
from activadvise.live.compare.data.data import Data
from activadvise.live.compare.dropout import CountedDropout
from activadvise.live.compare.feed import Feed
from activadvise.live.compare.flat import Flat
from activadvise.live.compare.model import Builder, builder
from activadvise.live.compare.objective import objective
from activadvise.live.compare.optimizer import optimizer
from activadvise.live.compare.plain import Plain
from activadvise.live.compare.plan import Setup, Unit
from activadvise.live.compare.program import count
from activadvise.live.compare.rule import stacks
from activadvise.live.compare.stacked import Stacked

OPTIMIZERS: dict[str, Any] = {
    "adamw": torch.optim.AdamW,
    "adam": torch.optim.Adam,
    "sgd": lambda parameters, lr: torch.optim.SGD(parameters, lr, momentum=0.9),
}


def setup_of(*candidates: str, **fields: Any) -> Setup:
    given = {"arch": "mlp", "data": "digits", "steps": 4, "batch_size": 8, "baseline": candidates[0], **fields}
    return Setup(candidates=candidates, **given)


@pytest.mark.parametrize("name", OPTIMIZERS)
@pytest.mark.parametrize("spread", [False, True])
def test_the_optimizers_are_pytorchs(name: str, spread: bool) -> None:
    start, gradients = torch.randn(3, 20), torch.randn(10, 3, 20)
    rates = [1e-2, 1e-3, 0.3] if spread else [1e-2] * 3
    wanted = start.clone()
    for k, lr in enumerate(rates):
        parameter = nn.Parameter(start[k].clone())
        reference = OPTIMIZERS[name]([parameter], lr=lr)
        for gradient in gradients:
            parameter.grad = gradient[k].clone()
            reference.step()
        wanted[k] = parameter.detach()
    flat = start.flatten()
    ours = optimizer(name, flat, torch.tensor(rates).repeat_interleave(20) if spread else rates[0])
    for gradient in gradients:
        ours.step(flat, gradient.flatten())
    torch.testing.assert_close(flat.view(3, 20), wanted, rtol=1e-5, atol=1e-6)


def test_flat_parameters_come_back_as_they_were() -> None:
    models = [nn.Sequential(nn.Linear(3, 4), nn.PReLU(), nn.Linear(4, 2, bias=False)) for _ in range(2)]
    layout = Flat(models[0], 2)
    flat = layout.joined(models)
    for name, both in layout.views(flat).items():
        assert all(torch.equal(both[k], models[k].get_parameter(name)) for k in range(2))
    own = [torch.cat([p.detach().flatten() for p in model.parameters()]) for model in models]
    torch.testing.assert_close(layout.norms(flat), torch.stack([row.norm() for row in own]))
    spread = layout.views(layout.spread([1.0, 2.0], flat))
    assert all(bool((part[0] == 1).all() and (part[1] == 2).all()) for part in spread.values())


def test_counted_dropout_drops_its_share_and_never_the_same() -> None:
    layer, x = CountedDropout(0.3, key=7), torch.ones(400, 250)
    first, second = layer(x), layer(x)
    for mask in (first, second):
        assert abs(float((mask == 0).float().mean()) - 0.3) < 0.005
        assert abs(float(mask.mean()) - 1.0) < 0.01
    both = float(((first == 0) & (second == 0)).float().mean())
    assert abs(both - 0.09) < 0.005  # independent from call to call
    neighbors = float(((first[:, 1:] == 0) & (first[:, :-1] == 0)).float().mean())
    assert abs(neighbors - 0.09) < 0.005
    other = CountedDropout(0.3, key=8)(x)
    assert abs(float(((first == 0) & (other == 0)).float().mean()) - 0.09) < 0.005
    assert torch.equal(layer.eval()(x), x)
    channels = CountedDropout(0.5, key=1, channels=True)(torch.ones(8, 16, 5, 5))
    assert bool((channels.flatten(2) == channels[:, :, :1, 0]).all())


MODELS = """
import torch
from torch import nn
from torch.nn import functional as F

def factory(activation):
    return nn.Sequential(nn.Linear(64, 16), activation, nn.Linear(16, 10))

def made():
    return nn.Sequential(
        nn.Unflatten(1, (1, 8, 8)), nn.Conv2d(1, 8, 3), nn.BatchNorm2d(8), nn.ReLU(inplace=True), nn.Dropout2d(0.2),
        nn.Flatten(), nn.Linear(288, 16), nn.ReLU(), nn.Dropout(0.3), nn.Linear(16, 10),
    )

module = made()

def images():
    return nn.Sequential(nn.Conv2d(1, 4, 3), nn.ReLU(), nn.Flatten(), nn.Linear(144, 10))

class Functional(nn.Module):
    def __init__(self):
        super().__init__()
        self.layer = nn.Linear(64, 10)
    def forward(self, x):
        return F.relu(self.layer(x))

class Noisy(nn.Module):
    def __init__(self, act):
        super().__init__()
        self.layer, self.act, self.head = nn.Linear(64, 16), act, nn.Linear(16, 10)
    def forward(self, x):
        return self.head(F.dropout(self.act(self.layer(x)), 0.5, self.training))

class Bent(nn.Module):
    def forward(self, x):
        return x * torch.sigmoid(2 * x)

def bent(x):
    return x + torch.relu(x)

def summed(x):
    return x.sum()
"""


@pytest.fixture
def mine(tmp_path: Path) -> str:
    path = tmp_path / "mine.py"
    path.write_text(MODELS, encoding="utf-8")
    return str(path)


@pytest.mark.parametrize("name", ["factory", "made", "module"])
def test_the_users_model_gets_the_candidate(mine: str, name: str) -> None:
    setup = setup_of("gelu", "tanh", arch="", model=f"{mine}:{name}")
    made = builder(setup, "tanh")(0)
    kinds = {type(module) for module in made.modules()}
    assert nn.Tanh in kinds and nn.ReLU not in kinds
    assert len([module for module in made.modules() if isinstance(module, nn.Tanh)]) == (1 if name == "factory" else 2)


@pytest.mark.parametrize("name", ["made", "Noisy"])
def test_dropout_and_batchnorm_resume_and_stack(mine: str, name: str) -> None:
    setup = setup_of("gelu", arch="", model=f"{mine}:{name}", steps=5)
    work = Unit(candidate="gelu", phase="tune", trials=((1e-3, 0), (1e-2, 1)))
    whole = unit.run(setup, work)
    state = unit.run(setup, work, None, 0.0)
    while isinstance(state, bytes):
        state = unit.run(setup, work, state, 0.0)
    assert state == whole
    made = builder(setup, "gelu")
    assert stacks(made)[0] == (name == "made")  # what draws by itself cannot be stacked
    if name == "made":
        goal, feed = objective("classification"), Feed(made, [0, 1])
        stack, plain = Stacked([made(0), made(1)], [1e-2, 1e-2], "sgd", goal), Plain(made(1), 1e-2, "sgd", goal, 1)
        own = Feed(made, [1])
        for row, alone in zip(feed.schedule(0, 4), own.schedule(0, 4), strict=True):
            stack.step(*feed.batch_of(row))
            plain.step(*own.batch_of(alone))
            torch.testing.assert_close(stack.losses[1], plain.losses[0], rtol=1e-4, atol=1e-5)


def test_the_users_model_says_by_running_how_it_wants_the_data(mine: str) -> None:
    assert builder(setup_of("relu", arch="", model=f"{mine}:made"), "relu").layout == "vector"
    assert builder(setup_of("relu", arch="", model=f"{mine}:images"), "relu").layout == "map"


def test_what_cannot_be_swapped_is_refused_in_a_paragraph(mine: str) -> None:
    with pytest.raises(BadValue, match=r"F\.relu.* cannot be swapped"):
        builder(setup_of("gelu", arch="", model=f"{mine}:Functional"), "gelu")
    with pytest.raises(BadValue, match="two projections"):
        builder(setup_of("swiglu", arch="", model=f"{mine}:made"), "swiglu")
    with pytest.raises(BadValue, match="one value for each"):
        candidate(f"{mine}:summed")
    with pytest.raises(BadValue, match="over a dim"):
        candidate("softmax")


@pytest.mark.parametrize("name", ["Bent", "bent"])
def test_the_users_activation_in_a_program(mine: str, name: str) -> None:
    made = builder(setup_of(f"{mine}:{name}", "relu"), f"{mine}:{name}")(0)
    x = torch.randn(5, 64)
    first = made.get_submodule("backbone.layers.0")(x)
    wanted = first * torch.sigmoid(2 * first) if name == "Bent" else first + torch.relu(first)
    torch.testing.assert_close(made.get_submodule("backbone.layers")[:2](x), wanted)  # type: ignore[index]


@pytest.mark.parametrize(
    ("arch", "data", "gated"),
    [("mlp", "digits", "swiglu"), ("tabular-mlp", "diabetes", "reglu"), ("decoder-lm", "text", "geglu")],
)
def test_gated_candidates_have_as_many_parameters(arch: str, data: str, gated: str) -> None:
    setup = setup_of("gelu", gated, arch=arch, data=data)
    plain, found = (count(builder(setup, name)(0)) for name in ("gelu", gated))
    assert abs(found / plain - 1) < 0.03


def test_candidates_share_one_draw_up_to_the_gain() -> None:
    setup = setup_of("relu", "silu")
    one, two, other = builder(setup, "relu")(5), builder(setup, "silu")(5), builder(setup, "relu")(6)
    for name, weight in one.named_parameters():
        if weight.ndim > 1:
            ratio = two.get_parameter(name) / weight
            torch.testing.assert_close(ratio, ratio.mean().expand_as(ratio), rtol=1e-4, atol=1e-4)
            assert not torch.allclose(other.get_parameter(name), weight)
    std = float(one.get_parameter("backbone.layers.2.weight").detach().std())
    assert abs(std / math.sqrt(2 / 64) - 1) < 0.05  # He's, as the program has it


def test_other_inits() -> None:
    same = setup_of("relu", "silu", init="same")
    for name, weight in builder(same, "relu")(5).named_parameters():
        assert torch.equal(builder(same, "silu")(5).get_parameter(name), weight)
    default = builder(setup_of("relu", init="default"), "relu")(5)
    weight = default.get_parameter("backbone.layers.2.weight")
    assert float(weight.detach().abs().max()) <= 1 / math.sqrt(64)  # U(-1/sqrt(fan_in), 1/sqrt(fan_in))


def test_batches_are_a_function_of_seed_and_step() -> None:
    made = builder(setup_of("relu", batch_size=100), "relu")
    whole = Feed(made, [3, 4]).schedule(0, 30)
    assert torch.equal(whole[17:23], Feed(made, [3, 4]).schedule(17, 23))
    alone = Feed(made, [4])
    assert torch.equal(whole[:, 100:] - alone.samples, alone.schedule(0, 30))
    first_epoch = alone.schedule(0, 30).flatten()[: alone.samples]
    assert len(first_epoch.unique()) == alone.samples
    pair, own = Feed(made, [3, 4]).batch_of(whole[0]), alone.batch_of(alone.schedule(0, 1)[0])
    assert torch.equal(pair.x[1], own.x[0]) and torch.equal(pair.y[1], own.y[0])


class Waits(TorchDispatchMode):
    """Fails where the host would have to wait for the device."""

    def __torch_dispatch__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        name = func.name()
        assert name not in ("aten::_local_scalar_dense", "aten::nonzero", "aten::item", "aten::equal"), name
        return func(*args, **(kwargs or {}))


@pytest.mark.parametrize("name", OPTIMIZERS)
@pytest.mark.parametrize("arch", ["mlp", "cnn", "vit"])
def test_no_step_waits_for_the_device(name: str, arch: str) -> None:
    made, goal = builder(setup_of("gelu", arch=arch), "gelu"), objective("classification")
    for seeds in ([0], [0, 1]):
        feed = Feed(made, seeds)
        models = [made(seed) for seed in seeds]
        trainer = Stacked(models, [1e-3, 1e-2], name, goal) if len(seeds) > 1 else Plain(models[0], 1e-3, name, goal, 0)
        rows = feed.schedule(0, 2)
        with Waits():  # type: ignore[no-untyped-call]
            for row in rows:
                trainer.step(*feed.batch_of(row))


def test_waiting_would_be_seen() -> None:
    with pytest.raises(AssertionError), Waits():  # type: ignore[no-untyped-call]
        torch.ones(1).item()


def test_the_rule_is_written_not_timed() -> None:
    assert stacks(builder(setup_of("relu", batch_size=64), "relu"))[0]
    wide, why = stacks(builder(setup_of("relu", batch_size=64, sizes={"hidden": 512}), "relu"))
    assert not wide and "too large" in why
    recurrent, why = stacks(builder(setup_of("tanh", arch="lstm"), "tanh"))
    assert not recurrent and "lstm" in why
    assert not stacks(builder(setup_of("leaky_relu", arch="gan-discriminator", data="digits-fakes"), "leaky_relu"))[0]


def test_costs_are_those_of_the_model() -> None:
    setup = setup_of("relu", "gelu", batch_size=256)
    relu, gelu = cost.measure(setup)
    (small,) = cost.measure(setup_of("relu", batch_size=32))
    assert relu.parameters == gelu.parameters == count(builder(setup, "relu")(0))
    assert gelu.memory_mb > relu.memory_mb > small.memory_mb  # GELU keeps its input beside what the next layer keeps
    assert small.step_ms > 0


def test_a_model_that_returns_something_else_is_refused() -> None:
    data = Data(
        name="mine", task="regression", outputs=2, license="", source="",
        views={"vector": torch.randn(40, 64)}, target=torch.randn(40, 2),
    )  # fmt: skip
    made = Builder(setup_of("relu"), "relu", data)
    assert made(0)(torch.randn(3, 64)).shape == (3, 2)

    class Two(nn.Module):
        def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
            return x, x

    from activadvise.live.compare.objective import check

    with pytest.raises(BadValue, match="one tensor"):
        check(Two()(torch.ones(2)), torch.ones(2), "regression", 1)
    with pytest.raises(BadValue, match=r"\[3, 1\].*\[3, 2\]"):
        check(torch.ones(3, 1), torch.ones(3, 2), "regression", 2)
