"""Everything the command line can emit is executed: gradients, shapes, a falling loss."""

from __future__ import annotations

import pytest

from tests.snippets.programs import programs, templates
from tests.snippets.running import run

FEWEST_PROGRAMS = 3400
FEWEST_TEMPLATES = 120


@pytest.mark.parametrize("source", [pytest.param(text, id=label) for text, label in programs().items()])
def test_program_runs_and_learns(source: str) -> None:
    run(source)


def test_the_list_does_not_shrink() -> None:
    assert len(programs()) >= FEWEST_PROGRAMS
    assert len(templates()) >= FEWEST_TEMPLATES
