"""`# noqa: ACT101` and `# activadvise: ignore[ACT101]`, and a hint for one that does nothing."""

from __future__ import annotations

import re
from typing import NamedTuple

from activadvise.checker.names import Module
from activadvise.checker.writing import cell_of
from activadvise.meaning.findings import Finding

CODES = r"[A-Za-z]+[0-9]+(?:[,\s]+[A-Za-z]+[0-9]+)*"
COMMENT = re.compile(
    rf"#\s*(?:(?P<file>(?:ruff|flake8):\s*)?(?P<noqa>noqa)(?::\s*(?P<codes>{CODES}))?"
    rf"|activadvise:\s*(?P<own>ignore-file|ignore)(?:\[(?P<mine>[^\]]*)\])?)",
    re.IGNORECASE,
)


class Suppression(NamedTuple):
    """A comment that silences findings; `codes` empty means all."""

    line: int
    column: int
    text: str
    codes: frozenset[str]
    whole_file: bool
    explicit: bool


def suppressions(module: Module) -> list[Suppression]:
    """The suppressing comments of a file."""
    lowered = module.text.lower()
    if "noqa" not in lowered and "activadvise:" not in lowered:
        return []
    found = []
    for number, line in enumerate(module.lines, 1):
        if "#" not in line or ("noqa" not in line.lower() and "activadvise" not in line.lower()):
            continue
        match = COMMENT.search(line)
        if match is not None:
            text = match["codes"] or match["mine"] or ""
            codes = frozenset(code.upper() for code in re.split(r"[,\s]+", text) if code)
            whole = bool(match["file"]) or (match["own"] or "").lower() == "ignore-file"
            own = any(code.startswith("ACT") for code in codes) or match["own"] is not None
            found.append(Suppression(number, match.start() + 1, match[0], codes, whole, own))
    return found


def applied(module: Module, findings: list[Finding]) -> tuple[list[Finding], list[Finding]]:
    """The findings of a file that no comment silences; and hints for comments without effect."""
    comments = suppressions(module)
    used: set[Suppression] = set()
    kept = []
    for finding in findings:
        hit = next((c for c in comments if _covers(c, finding, module)), None)
        if hit is None:
            kept.append(finding)
        else:
            used.add(hit)
    unused = [_unused(c, module) for c in comments if c.explicit and c not in used and _ours(c)]
    return kept, unused


def _ours(comment: Suppression) -> bool:
    return not comment.codes or all(code.startswith("ACT") for code in comment.codes)


def _covers(comment: Suppression, finding: Finding, module: Module) -> bool:
    if comment.codes and not any(finding.code.startswith(code) for code in comment.codes):
        return False
    if comment.whole_file:
        return True
    cell, first = cell_of(module, comment.line)
    return cell == finding.cell and finding.line <= comment.line - first <= finding.end_line


def _unused(comment: Suppression, module: Module) -> Finding:
    cell, first = cell_of(module, comment.line)
    line = comment.line - first
    return Finding(
        code="ACT001", severity="hint", message=f"{comment.text!r} silences nothing here; remove it", file=module.path,
        line=line, column=comment.column, end_line=line, end_column=comment.column + len(comment.text), cell=cell,
    )  # fmt: skip
