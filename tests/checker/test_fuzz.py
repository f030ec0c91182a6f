"""No program stops the checker, and fixes keep every program parseable and are found no more.

A short part of what `python -m tests.checker.fuzz_long` runs.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from activadvise.checker import engine
from tests.checker.faults import BATCH, in_folder, in_memory


@pytest.mark.parametrize("batch", range(5))
def test_nothing_stops_it(batch: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "STRICT", False)
    assert in_memory(batch * BATCH) == []


def test_nothing_stops_it_in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "STRICT", False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    assert [fault for seed in range(8) for fault in in_folder(seed, tmp_path / str(seed))] == []
