"""The programs of `programs/` and of the three examinations: what is wrong is found, what is right is not."""

from __future__ import annotations

import pytest

from tests.checker.corpus import HERE, score


@pytest.mark.parametrize("folder", ["programs", "exam", "exam2", "exam3"])
def test_scores(folder: str) -> None:
    outcome = score(HERE / folder)
    print(outcome.table())
    assert outcome.recall >= 0.95 and outcome.precision >= 0.99, "\n".join(outcome.details)
