"""What the static checker and the audit report: data, the same for both."""

from __future__ import annotations

from typing import Literal

import msgspec

Severity = Literal["error", "warning", "hint"]
SEVERITIES: tuple[Severity, ...] = ("hint", "warning", "error")


class Step(msgspec.Struct, frozen=True):
    """A step of the way that led to a finding: "logits made here"."""

    file: str
    line: int
    what: str


class Edit(msgspec.Struct, frozen=True):
    """Replace what stands from (line, column) to (end_line, end_column) by `text`."""

    line: int
    column: int
    end_line: int
    end_column: int
    text: str
    file: str = ""
    cell: int | None = None


class Fix(msgspec.Struct, frozen=True):
    """How to mend it; only `safe` fixes keep what the program means elsewhere."""

    applicability: Literal["safe", "unsafe"]
    message: str
    edits: list[Edit]


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """A contradiction, with its place; lines and columns count from 1, in characters."""

    code: str
    severity: Severity
    message: str
    file: str
    line: int
    column: int
    end_line: int
    end_column: int
    cell: int | None = None
    layer: str | None = None
    flow: list[Step] = []
    fix: Fix | None = None


class LossCall(msgspec.Struct, frozen=True, kw_only=True):
    """A call of a loss and what was decided; `why` says why it is right, or what was missing."""

    verdict: Literal["wrong", "right", "undecided"]
    loss: str
    why: str
    file: str
    line: int
    column: int
    cell: int | None = None
    code: str | None = None
