"""Check a text with the built-in rules."""

from __future__ import annotations

import textwrap
from functools import lru_cache

from activadvise.checker.checking import Report, check
from activadvise.rulebase import RuleBase, load

HEAD = """
import torch
import torch.nn as nn
import torch.nn.functional as F
"""


@lru_cache(maxsize=1)
def rules() -> RuleBase:
    return load()


def report(text: str = "", **files: str) -> Report:
    """The report on a text, or on files given as name=text (without .py)."""
    given = {f"{name}.py": textwrap.dedent(body) for name, body in files.items()}
    if text:
        given["program.py"] = HEAD + textwrap.dedent(text)
    return check([], rules(), given=given)


def codes(text: str = "", **files: str) -> list[str]:
    """The codes that are warnings or errors."""
    return [f.code for f in report(text, **files).findings if f.severity != "hint"]


def verdicts(text: str) -> list[str]:
    """The verdict on each loss call."""
    return [call.verdict for call in report(text).calls]
