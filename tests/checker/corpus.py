"""Programs with their expected findings, and how many of those the checker gives, by code.

A program starts with `# expect: ACT101@12` (codes and lines, comma-separated) or `# expect: none`.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from activadvise.checker.checking import check
from activadvise.meaning.findings import Finding
from tests.checker.checks import rules

HERE = Path(__file__).parent
EXPECTED = re.compile(r"(ACT\d{3})@(\d+)")


class Score(NamedTuple):
    """What a set of programs gave: per code how many were found, missed, and found without being there."""

    found: Counter[str]
    missed: Counter[str]
    false: Counter[str]
    details: list[str]

    @property
    def recall(self) -> float:
        """The share of expected findings that are given."""
        return self.found.total() / max(1, self.found.total() + self.missed.total())

    @property
    def precision(self) -> float:
        """The share of given findings that are expected."""
        return self.found.total() / max(1, self.found.total() + self.false.total())

    def table(self) -> str:
        """Both, per code and in all."""
        codes = sorted({*self.found, *self.missed, *self.false})
        rows = [f"{c} found {self.found[c]:3} missed {self.missed[c]:3} false {self.false[c]:3}" for c in codes]
        return "\n".join([*rows, f"recall {self.recall:.1%} precision {self.precision:.1%}"])


def expected(path: Path) -> set[tuple[str, int]]:
    """The codes and lines in the first line of a program."""
    first = path.read_text(encoding="utf-8").partition("\n")[0]
    assert first.startswith("# expect:"), path
    return {(code, int(line)) for code, line in EXPECTED.findall(first)}


def score(folder: Path) -> Score:
    """Check every program of a folder, each for itself, and compare with what it expects."""
    result = Score(Counter(), Counter(), Counter(), [])
    for path in sorted(folder.rglob("*.py")):
        wanted = expected(path)
        findings = check([], rules(), given={path.name: path.read_text(encoding="utf-8")}).findings
        _compare(f"{path.parent.name}/{path.name}", wanted, findings, result)
    return result


def _compare(name: str, wanted: set[tuple[str, int]], findings: list[Finding], result: Score) -> None:
    given = {(f.code, f.line) for f in findings}
    for code, line in sorted(wanted):
        hit = any(c == code and abs(at - line) <= 1 for c, at in given)
        (result.found if hit else result.missed)[code] += 1
        if not hit:
            result.details.append(f"missed {code}@{line} in {name}; given: {sorted(given)}")
    for finding in findings:
        known = any(finding.code == c and abs(finding.line - line) <= 1 for c, line in wanted)
        if not known and finding.severity != "hint":
            result.false[finding.code] += 1
            result.details.append(f"false {finding.code}@{finding.line} in {name}: {finding.message}")


if __name__ == "__main__":
    outcome = score(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "programs")
    print("\n".join([*outcome.details, outcome.table()]))
