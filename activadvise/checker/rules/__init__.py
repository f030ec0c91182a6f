"""Structural checks: one file each, found by walking this folder.

A file has `WORDS`, lower-case pieces of text without which a function need not be read, and
`install(run)`, which asks the run to be told of what the check looks at.
"""

from __future__ import annotations

import importlib
import pkgutil

from activadvise.checker.run import Run


def install(run: Run) -> list[str]:
    """Every structural check joins a run; returns the words that make a function worth reading."""
    words: list[str] = []
    for info in pkgutil.iter_modules(__path__):
        module = importlib.import_module(f"{__name__}.{info.name}")
        module.install(run)
        words += module.WORDS
    return words
