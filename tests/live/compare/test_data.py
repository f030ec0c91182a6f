"""Built-in data sets and the user's loaders: shapes, splits, scales, and what is refused."""

from __future__ import annotations

import dataclasses
import math
import sys
from pathlib import Path

import pytest
import torch

from activadvise.errors import BadValue, MissingExtra, UnknownName
from activadvise.live.compare.constant import constant
from activadvise.live.compare.data import Data, load
from activadvise.live.compare.data.builtin import SETS
from activadvise.live.compare.data.load import default
from activadvise.live.compare.objective import IGNORED
from activadvise.live.compare.plan import DATA, Setup
from activadvise.rulebase import RuleBase


def data(name: str, **options: object) -> Data:
    return load(Setup(candidates=("relu",), data=name, **options))  # type: ignore[arg-type]


@pytest.mark.parametrize("name", [*SETS, "teacher-student-8"])
def test_a_built_in_set_says_where_it_is_from_and_is_the_same_at_every_load(name: str) -> None:
    found, again = data(name), data(name)
    assert found.license and found.source and found.name == name
    for layout, view in found.views.items():
        assert len(view) == len(found.target) and torch.equal(view, again.view(layout))
    assert torch.equal(found.target, again.target)
    parts = found.tensors(found.split(0))
    for part in parts:
        assert part.x.isfinite().all() and part.y.isfinite().all() and len(part.x) == len(part.y)
    if found.task in ("classification", "language", "discrimination"):
        assert found.target.min() >= 0 and found.target.max() < max(found.outputs, 2)


def test_the_help_lists_all_that_are_built_in() -> None:
    assert tuple(SETS) == DATA


@pytest.mark.parametrize("name", SETS)
def test_parts_are_disjoint_and_the_test_part_is_the_same_for_all_seeds(name: str) -> None:
    found = data(name)
    first, second = found.split(0), found.split(1)
    together = torch.cat(list(first))
    assert torch.equal(together.sort().values, torch.arange(len(found.target)))
    assert torch.equal(first.test, second.test)
    assert not torch.equal(first.validation, second.validation)
    assert torch.equal(first.train, found.split(0).train)
    assert not torch.equal(first.test, data(name, base_seed=7).split(0).test)


@pytest.mark.parametrize("name", [*SETS])
def test_the_constant_is_the_best_one_for_the_training_part(name: str) -> None:
    found = data(name)
    train, test = found.targets(found.split(3))
    loss, metric = constant(found, [3])[3]
    tensors = found.tensors(found.split(3))
    assert torch.equal(train, tensors.train.y) and torch.equal(test, tensors.test.y)
    if found.task in ("classification", "language", "discrimination"):
        train, test = train[train != IGNORED], test[test != IGNORED]
        share = train.bincount(minlength=int(test.max()) + 1).double() / len(train)
        assert loss == pytest.approx(-float((share + 1e-9).log()[test].mean()), rel=1e-3)
        assert metric == pytest.approx(float((test == share.argmax()).double().mean()))
    else:
        assert loss == pytest.approx(float((test - train.mean(0)).square().mean()), rel=1e-5)
        assert metric == pytest.approx(math.sqrt(loss))


def test_classes_keep_their_shares_in_every_part() -> None:
    found = data("wine")
    shares = found.target.bincount() / len(found.target)
    for part in found.split(3):
        assert (found.target[part].bincount() / len(part) - shares).abs().max() < 0.05


def test_only_the_training_part_sets_the_scale() -> None:
    found = data("diabetes")
    split = found.split(0)
    moved = dataclasses.replace(found, views={"vector": found.view().index_fill(0, split.test, 1e6)})
    before, after = found.tensors(split), moved.tensors(split)
    assert torch.equal(before.train.x, after.train.x) and torch.equal(before.validation.x, after.validation.x)
    assert before.train.x.mean(0).abs().max() < 1e-5
    assert (before.train.x.std(0, correction=0) - 1).abs().max() < 1e-4
    assert before.train.y.mean().abs() < 1e-5


def test_a_column_that_does_not_vary_in_training_becomes_zero() -> None:
    found = data("wine")
    split = found.split(0)
    constant = found.view().clone()
    constant[split.train, 0] = 1234.5
    scaled = dataclasses.replace(found, views={"vector": constant}).tensors(split)
    assert all(part.x[:, 0].abs().max() == 0 for part in scaled)


def test_a_missing_value_becomes_the_mean_of_the_training_part() -> None:
    found = data("wine")
    holes = found.view().clone()
    holes[:3, 4] = math.nan
    split = found.split(0)
    scaled = dataclasses.replace(found, views={"vector": holes}).tensors(split)
    everything = torch.empty_like(holes)
    for part, pair in zip(split, scaled, strict=True):
        everything[part] = pair.x
    assert (everything[:3, 4] == 0).all() and (everything[3:, 4] != 0).all()


def test_an_autoencoder_gets_its_own_input_as_target() -> None:
    found = data("digits-images")
    train = found.tensors(found.split(0)).train
    assert torch.equal(train.x, train.y) and abs(train.x.mean()) < 1e-5


def test_fakes_share_mean_and_covariance_with_the_real_digits() -> None:
    found = data("digits-fakes")
    images = found.view("map")[:, 0, ::2, ::2].flatten(1)
    real, fake = images[found.target == 1], images[found.target == 0]
    assert len(real) == len(fake) == 1797
    assert (real.mean(0) - fake.mean(0)).abs().max() < 0.2
    assert 0.75 < fake.cov().trace() / real.cov().trace() < 1.05


def test_the_next_character_is_the_target_of_the_text() -> None:
    found = data("text")
    tokens = found.view("tokens")
    assert torch.equal(tokens[:, 1:], found.target[:, :-1])
    assert torch.equal(tokens[1:, 0], found.target[:-1, -1])
    assert 30 < found.vocabulary < 60 and len(tokens) > 4000


def test_a_deeper_teacher_is_another_task() -> None:
    assert not torch.equal(data("teacher-student").target, data("teacher-student-8").target)
    assert data("Teacher Student_8").name == "teacher-student-8"


def test_the_default_data_fit_the_architecture(base: RuleBase) -> None:
    chosen = {name: default(entry) for name, entry in base.architectures.items() if entry.trial}
    assert chosen["cnn"] == chosen["lstm"] == chosen["transformer-encoder"] == "digits" and chosen["mlp"] == "friedman"
    assert chosen["decoder-lm"] == "text" and chosen["tabular-mlp"] == "breast-cancer"
    assert chosen["inr"] == "image" and chosen["autoencoder"] == "digits-images"
    assert chosen["gan-discriminator"] == "digits-fakes"
    with pytest.raises(BadValue, match="--arch yolo: its program learns none of the built-in data sets"):
        default(base.architectures["yolo"])


def test_unknown_data_and_a_layout_that_is_not_there() -> None:
    with pytest.raises(UnknownName, match=r"unknown data set 'digit'. Did you mean digits"):
        data("digit")
    with pytest.raises(BadValue, match="reads images, and these data are rows of numbers"):
        data("wine").view("map")
    with pytest.raises(BadValue, match="only a table has columns"):
        data("wine", target="color")


def test_without_scikit_learn_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sklearn", None)
    with pytest.raises(MissingExtra, match=r"activadvise\[compare\]"):
        data("digits")


LOADERS = """
import random
import numpy as np
import torch
from torch.utils.data import DataLoader, TensorDataset
def part(n, first): return TensorDataset(torch.arange(first, first + n).float().repeat(4, 1).T, torch.arange(n) % 3)
def make(): return DataLoader(part(20, 0), batch_size=7, shuffle=True), DataLoader(part(8, 20)), DataLoader(part(9, 28))
def two(): return part(20, 0), (torch.zeros(8, 4), torch.zeros(8, dtype=torch.long))
named = {"test": part(9, 28), "train": part(20, 0), "validation": part(8, 20)}
def values(): return (torch.zeros(9, 4), torch.rand(9)), (torch.zeros(9, 4), torch.rand(9))
def characters(): return [(torch.ones(9, 5, dtype=torch.long),) * 2] * 2
def fails(): raise RuntimeError("no disk")
def noise(): return [(torch.rand(9, 4) + np.random.rand() + random.random(), torch.arange(9) % 2)] * 2
def dicts(): return [{"x": torch.zeros(2)}], [{"x": torch.zeros(2)}]
def empty(): return part(0, 0), part(8, 0)
def shapes(): return part(9, 0), (torch.zeros(8, 5), torch.zeros(8, dtype=torch.long))
one = part(3, 0)
"""


@pytest.fixture
def program(tmp_path: Path) -> str:
    path = tmp_path / "mine.py"
    path.write_text(LOADERS)
    return str(path)


def mine(program: str, name: str) -> Data:
    return load(Setup(candidates=("relu",), loaders=f"{program}:{name}"))


def test_the_users_loaders_are_read_once_in_order_and_keep_their_parts(program: str) -> None:
    for name in ("make", "named"):
        found = mine(program, name)
        assert found.task == "classification" and found.outputs == 3
        parts = found.tensors(found.split(5))
        assert [len(part.x) for part in parts] == [20, 8, 9]
        assert parts.train.x[:, 0].tolist() == list(range(20)) and parts.test.x[0, 0] == 28


def test_two_loaders_leave_the_validation_part_to_the_seed(program: str) -> None:
    found = mine(program, "two")
    first, second = found.split(0), found.split(1)
    assert [len(part) for part in first] == [15, 5, 8] and not torch.equal(first.train, second.train)
    assert first.test.tolist() == list(range(20, 28))


def test_what_is_random_in_the_users_loaders_is_the_same_in_every_process(program: str) -> None:
    state = torch.get_rng_state()
    first, second = mine(program, "noise"), mine(program, "noise")
    assert torch.equal(first.view(), second.view()) and torch.equal(state, torch.get_rng_state())


def test_the_task_of_loaders_is_read_off_the_target(program: str) -> None:
    assert mine(program, "values").task == "regression" and mine(program, "values").target.shape == (18, 1)
    assert mine(program, "characters").task == "language" and mine(program, "characters").natural == "tokens"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("fails", "RuntimeError: no disk"),
        ("dicts", r"a batch must be \(x, y\)"),
        ("empty", "the train part is empty"),
        ("shapes", "not of the shape"),
        ("one", r"give \(train, validation, test\)"),
        ("missing", "has no 'missing'"),
    ],
)
def test_loaders_that_cannot_be_used(program: str, name: str, message: str) -> None:
    with pytest.raises(BadValue, match=message):
        mine(program, name)
