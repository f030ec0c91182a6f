"""Structural checks: one file each, found by walking this folder.

A file has `wants(name, text)`, which says from the name and the lower-case text of a function
whether it is worth reading, and `install(run)`, which asks the run to be told of what the check
looks at.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable

from activadvise.checker.run import Run

Wants = Callable[[str, str], bool]


def install(run: Run) -> list[Wants]:
    """Every structural check joins a run; returns what they want to see."""
    found: list[Wants] = []
    for info in pkgutil.iter_modules(__path__):
        module = importlib.import_module(f"{__name__}.{info.name}")
        module.install(run)
        found.append(module.wants)
    return found
