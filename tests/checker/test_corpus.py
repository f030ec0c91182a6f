"""The programs of `programs/` and `exam/`: what is wrong is found, what is right is not."""

from __future__ import annotations

import pytest

from tests.checker.corpus import HERE, score


@pytest.mark.parametrize(("folder", "recall", "precision"), [("programs", 0.95, 0.99), ("exam", 0.95, 0.99)])
def test_scores(folder: str, recall: float, precision: float) -> None:
    outcome = score(HERE / folder)
    print(outcome.table())
    assert outcome.recall >= recall and outcome.precision >= precision, "\n".join(outcome.details)
