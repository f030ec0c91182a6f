"""What an audit found: as data, and as text that names the user's lines."""

from __future__ import annotations

import os
from collections import Counter

import msgspec

from activadvise.english import counted
from activadvise.meaning.findings import SEVERITIES, Finding, LossCall

SCHEMA_VERSION = 1


class Call(LossCall, frozen=True, kw_only=True):
    """A place where a loss is called with one kind of value; `calls` says how often, `way` by which lines."""

    calls: int
    way: str


class Verdicts(msgspec.Struct):
    """How many places got which verdict."""

    wrong: int
    right: int
    undecided: int


class Summary(msgspec.Struct):
    """The counts of an audit."""

    calls: int
    steps: int
    findings: int
    error: int
    warning: int
    hint: int
    verdicts: Verdicts


class AuditAnswer(msgspec.Struct):
    """The JSON of `audit`.

    Attributes:
        script_exit: the exit code of the program; None where `--steps` ended it, and of a block.
    """

    schema_version: int
    summary: Summary
    findings: list[Finding]
    calls: list[Call]
    notes: list[str]
    script_exit: int | None = None


class AuditReport(msgspec.Struct, kw_only=True):
    """What `activadvise.audit()` hands out; it is complete when the block has ended.

    Attributes:
        findings: what is wrong, with places.
        calls: each place of a loss call with its verdict.
        notes: what was changed for the audit, and what could not be seen.
        steps: optimizer steps seen.
        script_exit: the exit code of the program; None where `--steps` ended it, and of a block.
    """

    findings: list[Finding] = []
    calls: list[Call] = []
    notes: list[str] = []
    steps: int = 0
    script_exit: int | None = None

    def answer(self) -> AuditAnswer:
        """The report as the stable JSON shape, paths relative to the working folder."""
        severities = Counter(f.severity for f in self.findings)
        verdicts = Counter(c.verdict for c in self.calls)
        summary = Summary(
            sum(c.calls for c in self.calls), self.steps, len(self.findings), severities["error"],
            severities["warning"], severities["hint"],
            Verdicts(verdicts["wrong"], verdicts["right"], verdicts["undecided"]),
        )  # fmt: skip
        calls = [msgspec.structs.replace(c, file=shown(c.file)) for c in self.calls]
        found = [_relative(f) for f in self.findings]
        return AuditAnswer(SCHEMA_VERSION, summary, found, calls, self.notes, self.script_exit)

    def json(self) -> str:
        """The answer as JSON."""
        return msgspec.json.format(msgspec.json.encode(self.answer()), indent=2).decode() + "\n"

    def failed(self, fail_on: str = "warning") -> bool:
        """Whether something of this severity or a worse one was found."""
        least = SEVERITIES.index(fail_on)
        return any(SEVERITIES.index(f.severity) >= least for f in self.findings)

    def __str__(self) -> str:
        if not self.calls and not self.findings:
            opening = ENDED.format(self.script_exit) if self.script_exit else NOTHING_SEEN
            return "\n".join([opening, *(f"note: {note}" for note in self.notes)]) + "\n"
        parts = [_text(finding) for finding in self.findings]
        parts += [f"{c.verdict}: {c.way}: {c.why}" for c in self.calls]
        parts += [f"note: {note}" for note in self.notes]
        return "\n".join([*parts, _last(self)]) + "\n"


NOTHING_SEEN = (
    "NO LOSS CALL SEEN. No loss of PyTorch and none written by hand was reached: nothing was judged. Does the script "
    "train when it is run like this? Processes that it starts are not watched: let each be audited by itself "
    "(torchrun --nproc-per-node 2 -m activadvise audit train.py)."
)

ENDED = (
    "NO LOSS CALL SEEN: the program ended with exit code {0} before it reached one, so nothing was judged. The audit "
    "ends with the same code."
)


def shown(path: str) -> str:
    """A path relative to the working folder where it lies below it, with forward slashes."""
    try:
        relative = os.path.relpath(path)
    except ValueError:  # another drive
        return path.replace(os.sep, "/")
    return (path if relative.startswith("..") or path.startswith("<") else relative).replace(os.sep, "/")


def _relative(finding: Finding) -> Finding:
    flow = [msgspec.structs.replace(step, file=shown(step.file)) for step in finding.flow]
    return msgspec.structs.replace(finding, file=shown(finding.file), flow=flow)


def _text(finding: Finding) -> str:
    place = f"{shown(finding.file)}:{finding.line}:{finding.column}"
    lines = [f"{place}: {finding.code} {finding.message} [{finding.severity}]"]
    lines += [f"  {shown(step.file)}:{step.line}: {step.what}" for step in finding.flow]
    if finding.fix is not None:
        lines.append(f"  fix: {finding.fix.message}")
    return "\n".join(lines)


def _last(report: AuditReport) -> str:
    summary = report.answer().summary
    verdicts = summary.verdicts
    found = ", ".join(
        counted(n, word)
        for n, word in ((summary.error, "error"), (summary.warning, "warning"), (summary.hint, "hint"))
        if n
    )
    return (
        f"{found or 'No findings'}. {counted(summary.calls, 'loss call')} in {counted(len(report.calls), 'place')}: "
        f"{verdicts.wrong} wrong, {verdicts.right} right, {verdicts.undecided} undecided."
    )
