"""The advice put to the test: the script runs, and where the advice loses in its figures the rule base says so."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

from activadvise.rulebase import load

ROOT = Path(__file__).parents[2]
SCRIPT = runpy.run_path(str(ROOT / "examples" / "advice_regret.py"))
FIGURES = (ROOT / "examples" / "advice_regret.md").read_text(encoding="utf-8")
ROWS = {
    cells[0]: dict(zip(SCRIPT["COLUMNS"], cells, strict=True))
    for line in FIGURES.splitlines()
    if line.startswith("| ") and not line.startswith(("| architecture", "| ---"))
    for cells in [[cell.strip() for cell in line.strip("|").split("|")]]
}
SOURCE = "advice-regret-2026"


def test_a_small_run() -> None:
    found = SCRIPT["regret"]("mlp", "digits", 30, 32, 3)
    assert found.losses[found.best] == min(found.losses.values())
    assert found.pick == "relu" and set(found.losses) == set(SCRIPT["candidates"]("mlp"))
    assert abs(found.mean - (found.losses[found.pick] - found.losses[found.best])) < 1e-9
    assert all(0 < loss < 2.31 for loss in found.losses.values())  # better than guessing, log 10
    assert SCRIPT["row"](found).count("|") == len(SCRIPT["COLUMNS"]) + 1


@pytest.mark.parametrize("name", SCRIPT["TRIALS"])
def test_the_figures_are_those_of_the_advice(name: str) -> None:
    data, steps, batch = SCRIPT["TRIALS"][name]
    row, entry = ROWS[name], load().architectures[name]
    assert row["data, steps × batch"] == f"{data}, {steps} × {batch}"
    assert row["pick"] == entry.picks[0].activation
    cited = any(source.split(":")[0] == SOURCE for source in entry.sources)
    assert cited == (row["the pick"] == "loses")
    if cited:
        assert entry.certainty == "experts-differ"
        assert any(row["best"].lower() in note.lower() and "regret" in note for note in entry.notes)
