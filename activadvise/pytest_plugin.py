"""The pytest plug-in: the fixture `audit` fails a test in which something wrong reaches a loss.

torch is imported when the fixture is used, not before; `-p no:activadvise` switches it off.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from activadvise.live.audit.answer import AuditReport


@pytest.fixture
def audit() -> Iterator[AuditReport]:
    """Watches every loss that the test calls; what it finds from warning on fails the test."""
    from activadvise.live.audit.session import audit as watching

    with watching() as report:
        yield report
    if report.failed():
        pytest.fail(str(report), pytrace=False)
