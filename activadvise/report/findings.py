"""How findings look to people: with an excerpt and the flow, or one line each."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Sequence

from activadvise.checker.checking import Report
from activadvise.english import counted
from activadvise.meaning.findings import Finding
from activadvise.rulebase import RuleBase

FORMATS = ("text", "concise", "json", "github", "gitlab", "sarif", "junit")


def render(
    report: Report,
    format: str,
    base: RuleBase,
    show: Sequence[str] = (),
    source: Callable[[str], str | None] | None = None,
) -> str:
    """The report in one of FORMATS.

    Args:
        show: verdicts whose loss calls are listed too.
        source: reads a file for the excerpts.
    """
    if format == "concise":
        return "".join(f"{line(finding)}\n" for finding in report.findings)
    if format == "text":
        return _text(report, show, source or _read)
    from activadvise.report import findings_formats

    return findings_formats.RENDER[format](report, base)


def path_of(finding: Finding) -> str:
    """The path as people and programs read it: relative, with the notebook cell."""
    path = shown(finding.file)
    return f"{path}:cell {finding.cell}" if finding.cell is not None else path


def shown(path: str) -> str:
    """A path relative to the working folder, where it lies below it; with forward slashes."""
    if os.path.isabs(path):
        try:
            relative = os.path.relpath(path)
        except ValueError:  # another drive
            return path.replace(os.sep, "/")
        path = path if relative.startswith("..") else relative
    return path.replace(os.sep, "/")


def line(finding: Finding) -> str:
    """ "path:line:col: CODE message", which editors parse."""
    return f"{path_of(finding)}:{finding.line}:{finding.column}: {finding.code} {finding.message}"


def _text(report: Report, show: Sequence[str], source: Callable[[str], str | None]) -> str:
    parts = [_finding(finding, source) for finding in report.findings]
    calls = [
        f"{shown(c.file)}:{c.line}:{c.column}: {c.verdict} ({c.loss}): {c.why}"
        for c in report.calls
        if c.verdict in show
    ]
    if calls:
        parts.append("\n".join(calls) + "\n")
    return "\n".join(parts) + ("\n" if parts else "") + summary(report) + "\n"


def _finding(finding: Finding, source: Callable[[str], str | None]) -> str:
    lines = [f"{line(finding)} [{finding.severity}]"]
    if finding.cell is None:
        lines += _excerpt(finding, source)
    if len(finding.flow) > 1:
        lines += [f"  {shown(step.file)}:{step.line}: {step.what}" for step in finding.flow]
    if finding.fix is not None:
        lines.append(f"  fix ({finding.fix.applicability}): {finding.fix.message}")
    return "\n".join(lines) + "\n"


def _excerpt(finding: Finding, source: Callable[[str], str | None]) -> list[str]:
    text = source(finding.file)
    lines = text.split("\n") if text is not None else []
    if finding.line > len(lines):
        return []
    content = lines[finding.line - 1]
    width = (finding.end_column if finding.end_line == finding.line else len(content) + 1) - finding.column
    number = str(finding.line)
    marks = " " * (finding.column - 1) + "^" * max(1, min(width, 100))
    return [f"  {number} | {content[:160]}", f"  {' ' * len(number)} | {marks}"] if finding.column < 160 else []


def _read(path: str) -> str | None:
    from activadvise.checker.files import Unreadable, source

    try:
        return source(path)[0]
    except Unreadable:
        return None


def summary(report: Report) -> str:
    """One line: findings by severity, loss calls by verdict, files."""
    severities = Counter(finding.severity for finding in report.findings)
    verdicts = Counter(call.verdict for call in report.calls)
    found = ", ".join(counted(severities[s], s) for s in ("error", "warning", "hint") if severities[s])
    calls = f"{verdicts['wrong']} wrong, {verdicts['right']} right, {verdicts['undecided']} undecided"
    fixed = f"{counted(report.fixed, 'finding')} fixed. " if report.fixed else ""
    where = counted(report.files, "file")
    return f"{fixed}{found or 'No findings'} in {where}. {counted(len(report.calls), 'loss call')}: {calls}."


def statistics(report: Report, base: RuleBase) -> str:
    """How often each code was found."""
    counts = Counter(finding.code for finding in report.findings)
    rows = [
        f"{number:>6}  {code}  {base.checks[code].name if code in base.checks else ''}"
        for code, number in counts.most_common()
    ]
    return "\n".join(rows) + ("\n" if rows else "")
