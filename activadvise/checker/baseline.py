"""A baseline: findings of an old code base that were accepted, so that only new ones count."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from activadvise.errors import BadValue
from activadvise.meaning.findings import Finding

VERSION = 1


def _key(finding: Finding) -> str:
    """What stays the same when lines move."""
    return f"{finding.file}:{finding.cell or 0}:{finding.code}:{finding.message}".replace("\\", "/")


def write_baseline(path: str, findings: list[Finding]) -> None:
    """Write the findings to a file.

    Raises:
        BadValue: it cannot be written.
    """
    counts = Counter(_key(finding) for finding in findings)
    try:
        with open(path, "w", encoding="utf-8", newline="\n") as file:
            json.dump(
                {"version": VERSION, "findings": dict(sorted(counts.items()))}, file, indent=2, ensure_ascii=False
            )
            file.write("\n")
    except OSError as error:
        raise BadValue(f"--write-baseline {path}: {error.strerror}.") from None


def read_baseline(path: str) -> Counter[str]:
    """How often each finding was accepted.

    Raises:
        BadValue: the file cannot be read, or is no baseline.
    """
    try:
        with open(path, encoding="utf-8") as file:
            data: Any = json.load(file)
        return Counter(data["findings"])
    except OSError as error:
        raise BadValue(f"--baseline {path}: {error.strerror}.") from None
    except (ValueError, KeyError, TypeError):
        raise BadValue(f"--baseline {path}: not a baseline; `activadvise check --write-baseline` makes one.") from None


def without(findings: list[Finding], accepted: Counter[str]) -> list[Finding]:
    """The findings that the baseline does not account for."""
    left = Counter(accepted)
    result = []
    for finding in findings:
        key = _key(finding)
        if left[key] > 0:
            left[key] -= 1
        else:
            result.append(finding)
    return result
