"""No program stops the checker, and fixes keep every program parseable and are found no more."""

from __future__ import annotations

import ast

import pytest

from activadvise.checker import engine
from activadvise.checker.checking import check
from activadvise.checker.fixes import changes
from tests.checker.checks import rules
from tests.checker.fuzzing import made, mutated

BATCH = 100
BATCHES = 10
ROUNDS = 8


def programs(start: int) -> dict[str, str]:
    """A batch of both kinds that parse."""
    found: dict[str, str] = {}
    for seed in range(start, start + BATCH):
        found[f"made_{seed}.py"] = made(seed)
        try:
            text = mutated(seed)
            ast.parse(text)
        except (ValueError, SyntaxError, RecursionError):  # the mutation made no Python
            continue
        found[f"mutated_{seed}.py"] = text
    return found


def faults(start: int) -> list[str]:
    """What went wrong with a batch."""
    given = programs(start)
    report = check([], rules(), given=given)
    wrong = [p for p in report.problems if "internal error" in p]
    for change in changes(report.findings, True, given):
        wrong += [f"{change.path}: fixes do not end"] if not ends(change.path, change.after) else []
    return wrong


def ends(path: str, text: str) -> bool:
    """Whether fixing comes to an end, with text that parses; a chain of activations takes several rounds."""
    for _ in range(ROUNDS):
        ast.parse(text)
        more = changes(check([], rules(), given={path: text}).findings, True, {path: text})
        if not more:
            return True
        text = more[0].after
    return False


@pytest.mark.parametrize("batch", range(BATCHES))
def test_nothing_stops_it(batch: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "STRICT", False)
    assert faults(batch * BATCH) == []


if __name__ == "__main__":
    for start in range(5_000, 15_000, BATCH):
        for fault in faults(start):
            print(fault)
