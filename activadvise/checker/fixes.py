"""Applying fixes: text edits that keep comments and formatting, never a file that does not parse."""

from __future__ import annotations

import difflib
from typing import NamedTuple

from activadvise.checker.files import Unreadable, source
from activadvise.checker.syntax import parse
from activadvise.meaning.findings import Edit, Finding, Fix


class Change(NamedTuple):
    """A file before and after its fixes."""

    path: str
    before: str
    after: str
    fixes: int

    def diff(self) -> str:
        """The change as a unified diff."""
        old, new = self.before.splitlines(keepends=True), self.after.splitlines(keepends=True)
        return "".join(difflib.unified_diff(old, new, f"a/{self.path}", f"b/{self.path}"))

    def write(self) -> None:
        """Write the file in its own line ends."""
        with open(self.path, "rb") as file:
            crlf = b"\r\n" in file.read()
        with open(self.path, "w", encoding="utf-8", newline="\r\n" if crlf else "\n") as file:
            file.write(self.after)


def changes(findings: list[Finding], unsafe: bool, given: dict[str, str]) -> list[Change]:
    """The changed files; fixes that touch the same text wait for the next run."""
    by_file: dict[str, list[Fix]] = {}
    for finding in findings:
        fix = finding.fix
        if fix is not None and (unsafe or fix.applicability == "safe") and finding.cell is None:
            for path in {edit.file or finding.file for edit in fix.edits}:
                by_file.setdefault(path, []).append(fix)
    result = []
    for path, fixes in by_file.items():
        try:
            text = given[path] if path in given else source(path)[0]
        except Unreadable:
            continue
        after, count = applied(text, path, fixes)
        if count:
            result.append(Change(path, text, after, count))
    return result


def applied(text: str, path: str, fixes: list[Fix]) -> tuple[str, int]:
    """The text with as many fixes as go together, and their number."""
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    count = 0
    chosen: list[tuple[int, int, str]] = []
    for fix in fixes:
        edits = [_span(edit, starts) for edit in fix.edits if (edit.file or path) == path]
        if any(a < d and c < b for a, b, _ in edits for c, d, _ in chosen):
            continue
        if not parses(_replaced(text, [*chosen, *edits])):
            continue
        chosen += edits
        count += 1
    return _replaced(text, chosen), count


def _span(edit: Edit, starts: list[int]) -> tuple[int, int, str]:
    return starts[edit.line - 1] + edit.column - 1, starts[edit.end_line - 1] + edit.end_column - 1, edit.text


def _replaced(text: str, edits: list[tuple[int, int, str]]) -> str:
    for start, end, new in sorted(set(edits), reverse=True):
        text = text[:start] + new + text[end:]
    return text


def parses(text: str) -> bool:
    """Whether Python accepts the text."""
    return parse(text)[1] is None
