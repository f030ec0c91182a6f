"""The knowledge: YAML files → typed, validated records, with house rules merged in."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import lru_cache

from activadvise.rulebase.base import KINDS, RuleBase

__all__ = ["KINDS", "RuleBase", "builtin", "load"]


@lru_cache(maxsize=1)
def builtin() -> RuleBase:
    """The rules that ship with activadvise.

    Raises:
        BrokenRules: a rule file of this installation was damaged.
    """
    from activadvise.rulebase import cache

    key = cache.builtin_key()
    found = cache.load(key)
    if found is None:
        found = compile_rules()
        cache.store(key, found)
    return found


def compile_rules() -> RuleBase:
    """Read and validate the built-in YAML files, without any cache."""
    from activadvise.rulebase.location import MODELS, RULES, rule_files
    from activadvise.rulebase.read import read, read_models

    return read(rule_files(), read_models(MODELS), root=os.path.dirname(RULES))


def load(house: Sequence[str | os.PathLike[str]] = ()) -> RuleBase:
    """The built-in rules with house rule files or folders merged over them, in order.

    Raises:
        BrokenRules: a file cannot be read or does not fit; all problems with file:line:col.
    """
    base = builtin()
    for path in [os.fspath(path) for path in house]:
        from activadvise.rulebase.location import rule_files
        from activadvise.rulebase.read import read

        files = rule_files(path) if os.path.isdir(path) else [path]
        base = read(files, base.models, base)
    return base
