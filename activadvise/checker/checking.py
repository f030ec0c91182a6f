"""Check files: find them, read them, run the engine, apply settings and suppressions."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence

import msgspec

from activadvise.checker import files, suppress
from activadvise.checker.names import Module
from activadvise.checker.settings import Settings
from activadvise.meaning.findings import Finding, LossCall
from activadvise.rulebase import RuleBase

RANK = {"undecided": 0, "right": 1, "wrong": 2}
NOT_COVERED = (("keras", "Keras"), ("tensorflow", "TensorFlow"), ("jax", "JAX"), ("flax", "JAX"))


class Report(msgspec.Struct, kw_only=True):
    """What a check of some files gave.

    Attributes:
        files: how many files were looked at.
        problems: one line for each path that could not be read.
        notes: files that are not covered, and why.
        fixed: how many findings were mended.
    """

    files: int = 0
    findings: list[Finding] = []
    calls: list[LossCall] = []
    problems: list[str] = []
    notes: list[str] = []
    fixed: int = 0
    suppressed: int = 0


class Part(Report, kw_only=True):
    """The raw results of some files; `suppressing` holds files with comments of ours."""

    suppressing: list[str] = []


class Sources:
    """Reads files once; stdin and fixed texts stand in for files."""

    def __init__(self, given: dict[str, str] | None = None) -> None:
        self.given = given or {}
        self.problems: list[str] = []
        self.notes: list[str] = []
        self.cells: dict[str, list[tuple[int, int]]] = {}
        self.read: set[str] = set()

    def text(self, path: str) -> str | None:
        """The text of a file, or None; what is wrong is noted."""
        self.read.add(path)
        try:
            if path in self.given:
                text, cells = files.text_of(path, self.given[path].encode())
            else:
                text, cells = files.source(path)
        except files.Unreadable as problem:
            if str(problem) not in self.problems:
                self.problems.append(str(problem))
            return None
        if cells is not None:
            self.cells[path] = cells
        self._note(path, text)
        return text

    def _note(self, path: str, text: str) -> None:
        if "torch" in text:
            return
        for word, name in NOT_COVERED:
            if f"import {word}" in text or f"from {word}" in text:
                note = f"{path}: uses {name}, which is not covered"
                if note not in self.notes:
                    self.notes.append(note)
                return


def check(
    paths: Sequence[str],
    base: RuleBase,
    settings: Settings | None = None,
    given: dict[str, str] | None = None,
    jobs: int = 1,
    cache: bool = False,
    progress: Callable[[str], None] | None = None,
) -> Report:
    """Check files and folders.

    Args:
        paths: files and folders; `given` maps further file names to their text.
        jobs: processes.
        cache: reuse results of files that have not changed.
    """
    settings = settings or Settings()
    found, problems = files.found(list(paths), settings.exclude, settings.respect_gitignore)
    names = list(dict.fromkeys([*(os.path.normpath(f) for f in found), *(given or {})]))
    from activadvise.checker import workers

    raw = workers.checked(names, base, given or {}, jobs, cache)
    report = Report(files=len(names), problems=[*problems, *raw.problems], notes=raw.notes)
    report.calls = merged_calls(raw.calls)
    report.findings = finished(raw, report, settings, given or {})
    return report


def finished(raw: Part, report: Report, settings: Settings, given: dict[str, str]) -> list[Finding]:
    """Duplicates out, verdicts respected, comments and settings applied, in order of place."""
    unique = {(f.code, f.file, f.cell, f.line, f.column): f for f in reversed(raw.findings)}
    by_file: dict[str, list[Finding]] = {}
    for finding in unique.values():
        by_file.setdefault(finding.file, []).append(finding)
    for path in raw.suppressing:
        by_file.setdefault(path, [])
    result: list[Finding] = []
    sources = Sources(given)
    for path, findings in by_file.items():
        text = sources.text(path)
        module = Module(path, text or "", None, sources.cells.get(path))  # type: ignore[arg-type]
        kept, unused = suppress.applied(module, findings)
        report.suppressed += len(findings) - len(kept)
        result += [settings.judged(f) for f in [*kept, *unused] if settings.selects(f)]
    return sorted(result, key=lambda f: (f.file, f.cell or 0, f.line, f.column, f.code))


def merged_calls(calls: list[LossCall]) -> list[LossCall]:
    """One verdict for each place: a way on which it is wrong counts, then one on which it is right."""
    found: dict[tuple[str, int | None, int, int, str], LossCall] = {}
    for call in calls:
        key = (call.file, call.cell, call.line, call.column, call.loss)
        old = found.get(key)
        if old is None or RANK[call.verdict] > RANK[old.verdict]:
            found[key] = call
    return sorted(found.values(), key=lambda c: (c.file, c.cell or 0, c.line, c.column))
