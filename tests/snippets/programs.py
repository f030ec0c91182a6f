"""Everything the command line can emit, once per text."""

from __future__ import annotations

from functools import cache

from activadvise.emitted import every_recipe
from activadvise.rulebase import load
from activadvise.snippet import compose


@cache
def programs() -> dict[str, str]:
    """Program text without its header line → the first command that emits it."""
    found: dict[str, str] = {}
    base = load()
    for label, recipe in every_recipe(base):
        found.setdefault(compose(recipe, base).split("\n", 1)[1], label)
    return found


@cache
def templates() -> set[str]:
    """The template files that these programs are made of."""
    return {
        name for _, recipe in every_recipe(load()) for name in (recipe.architecture, recipe.task) if name is not None
    }
