"""Programs with their expected findings, and how many of those the checker gives, by code.

A program starts with `# expect: ACT101@12` (codes and lines, comma-separated; `@9|12` where either line
may be blamed) or `# expect: none`; `# allow: ACT404@9` names what may be reported besides. A folder is
one program of several files.
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
EXPECTED = re.compile(r"(ACT\d{3})@([\d|]+)")
Place = tuple[str, str, frozenset[int]]


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


def marked(path: Path, word: str) -> set[Place]:
    """The codes and lines in the comments at the top of a program."""
    head = path.read_text(encoding="utf-8").split("\n\n")[0]
    lines = [line for line in head.splitlines() if line.startswith(f"# {word}:")]
    places = EXPECTED.findall(" ".join(lines))
    return {(path.name, code, frozenset(map(int, lines.split("|")))) for code, lines in places}


def programs(folder: Path) -> list[list[Path]]:
    """The files of each program."""
    entries = [entry for kind in sorted(folder.iterdir()) if kind.is_dir() for entry in sorted(kind.iterdir())]
    groups = [[e] if e.suffix == ".py" else sorted(e.rglob("*.py")) for e in entries if e.name != "__pycache__"]
    return [group for group in groups if group]


def score(folder: Path) -> Score:
    """Check every program of a folder, each for itself, and compare with what it expects."""
    result = Score(Counter(), Counter(), Counter(), [])
    for files in programs(folder):
        wanted = {place for path in files for place in marked(path, "expect")}
        allowed = {place for path in files for place in marked(path, "allow")}
        _compare(files[0].parent.name, wanted, allowed, check([str(p) for p in files], rules()).findings, result)
    return result


def _compare(name: str, wanted: set[Place], allowed: set[Place], findings: list[Finding], result: Score) -> None:
    given = {(Path(f.file).name, f.code, f.line) for f in findings}
    for file, code, lines in sorted(wanted, key=str):
        hit = any(f == file and c == code and line in lines for f, c, line in given)
        (result.found if hit else result.missed)[code] += 1
        if not hit:
            result.details.append(f"missed {code}@{sorted(lines)} in {name}/{file}; given: {sorted(given)}")
    for f in findings:
        places = [p for p in wanted | allowed if p[0] == Path(f.file).name and p[1] == f.code and f.line in p[2]]
        if not places and f.severity != "hint":
            result.false[f.code] += 1
            result.details.append(f"false {f.code}@{f.line} in {name}/{Path(f.file).name}: {f.message}")


if __name__ == "__main__":
    outcome = score(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "programs")
    print("\n".join([*outcome.details, outcome.table()]))
