"""Everything the command line can emit is executed."""

from __future__ import annotations

from functools import cache

import pytest

from activadvise.programs import every_recipe
from activadvise.rulebase import load
from activadvise.snippet import compose
from tests.snippets.running import run


@cache
def programs() -> dict[str, str]:
    """Program text → label of the first command that emits it."""
    found: dict[str, str] = {}
    base = load()
    for label, recipe in every_recipe(base):
        text = compose(recipe, base)
        body = text.split("\n", 1)[1]
        found.setdefault(body, label)
    return found


@pytest.mark.parametrize("source", [pytest.param(text, id=label) for text, label in programs().items()])
def test_program_runs_and_learns(source: str) -> None:
    run(source)
