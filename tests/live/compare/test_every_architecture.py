"""The line of `recommend` that tests the advice runs for every architecture."""

from __future__ import annotations

import shlex

import pytest
import torch

import activadvise
from activadvise.errors import ActivadviseError
from activadvise.live.compare.data.load import default
from activadvise.live.compare.model import builder
from activadvise.live.compare.plan import Setup
from activadvise.rulebase import load

TRIED = [entry.id for entry in load().architectures.values() if entry.trial]


@pytest.mark.parametrize("name", TRIED)
def test_the_advised_comparison_can_be_made(name: str) -> None:
    words = shlex.split(activadvise.recommend(name).compare)
    assert (words[:2], words[-2:]) == (["activadvise", "compare"], ["--arch", name])
    candidates = tuple(words[2:-2])
    assert len(candidates) >= 2
    setup = Setup(candidates=candidates, arch=name, data=default(load().architectures[name]), baseline=candidates[0])
    for candidate in candidates[:2]:
        made = builder(setup, candidate)
        x, _ = made.example()
        with torch.no_grad():
            assert torch.isfinite(made(0)(x[:4])).all()


@pytest.mark.parametrize("name", [entry.id for entry in load().architectures.values() if not entry.trial])
def test_what_no_built_in_data_fits_needs_the_users_own(name: str) -> None:
    line = activadvise.recommend(name).compare
    assert line.endswith("--model yours.py:make_model --loaders yours.py:make_loaders") or line == ""
    entry = load().architectures[name]
    if entry.domain == "reinforcement":
        return  # a supervised head would fit, and say nothing of a policy that makes its own data
    pick = entry.picks[0].activation
    for data in ("digits", "text", "breast-cancer", "image"):
        with pytest.raises(ActivadviseError):
            builder(Setup(candidates=(pick, "relu"), arch=name, data=data, baseline=pick), pick)
