"""Training programs in pairs: one text holds the faulty program and its healthy twin.

The first line names the code of the fault. A line that ends in `# BAD` belongs to the faulty program alone, one in
`# GOOD` to the twin alone. In the faulty program `SOURCE` marks the line that makes the value, `LOSS` the one where
the fault is to be reported. Line numbers are the same in both.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import NamedTuple

PROGRAMS = Path(__file__).parent / "programs"
MARK = re.compile(r"  # ((?:BAD|GOOD|SOURCE|LOSS)(?: (?:BAD|SOURCE|LOSS))*)$")


class Pair(NamedTuple):
    """A faulty program, its twin, and what is to be found where."""

    name: str
    code: str
    bad: str
    good: str
    source: list[int]
    loss: list[int]


def pairs() -> list[Pair]:
    """All pairs, by name."""
    return [_read(path) for path in sorted(PROGRAMS.glob("*.py"))]


def _read(path: Path) -> Pair:
    lines = path.read_text(encoding="utf-8").splitlines()
    marks = [set(found[1].split()) if (found := MARK.search(line)) else set() for line in lines]
    bad = ["" if "GOOD" in mark else MARK.sub("", line) for line, mark in zip(lines, marks, strict=True)]
    good = ["" if "BAD" in mark else MARK.sub("", line) for line, mark in zip(lines, marks, strict=True)]
    source = [number for number, mark in enumerate(marks, 1) if "SOURCE" in mark]
    loss = [number for number, mark in enumerate(marks, 1) if "LOSS" in mark]
    return Pair(path.stem, lines[0].split()[1], "\n".join(bad), "\n".join(good), source, loss)


def renamed(text: str) -> str:
    """The program without its own names, numbers and texts: what stays is what it does.

    Names that a program gives (variables, arguments, attributes of self, functions, classes) are numbered in the
    order in which they come; names of libraries stay.
    """
    tree = ast.parse(text)
    given = _given(tree)
    numbers: dict[str, str] = {}

    def plain(name: str) -> str:
        return numbers.setdefault(name, f"n{len(numbers)}") if name in given else name

    for node in ast.walk(tree):
        for field in ("id", "name", "arg", "attr"):
            if isinstance(getattr(node, field, None), str):
                setattr(node, field, plain(getattr(node, field)))
        if isinstance(node, ast.Constant) and isinstance(node.value, (int, float, str)):
            node.value = 0
    return ast.unparse(tree)


def _given(tree: ast.AST) -> set[str]:
    given = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            given.add(node.id)
        elif isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            given.add(node.name)
        elif isinstance(node, ast.arg):
            given.add(node.arg)
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            given.add(node.attr)
    return given - {"forward", "training_step", "compute_loss", "get_loss"}
