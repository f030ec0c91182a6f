"""Shared fixtures."""

from __future__ import annotations

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")

import pytest

from activadvise.rulebase import RuleBase, load


@pytest.fixture(scope="session")
def base() -> RuleBase:
    """The built-in rules."""
    return load()
