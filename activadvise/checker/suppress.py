"""`# noqa: ACT101` and `# activadvise: ignore[ACT101]`, and a hint for one that does nothing."""

from __future__ import annotations

import re
from typing import NamedTuple

from activadvise.checker.names import Module
from activadvise.checker.writing import cell_of
from activadvise.meaning.findings import Edit, Finding, Fix

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
        if match is not None and not _quoted(line[: match.start()]):
            text = match["codes"] or match["mine"] or ""
            codes = frozenset(code.upper() for code in re.split(r"[,\s]+", text) if code)
            whole = bool(match["file"]) or (match["own"] or "").lower() == "ignore-file"
            own = any(code.startswith("ACT") for code in codes) or match["own"] is not None
            found.append(Suppression(number, match.start() + 1, match[0], codes, whole, own))
    return found


def _quoted(before: str) -> bool:
    """Whether what follows stands inside a string of this line."""
    quote = ""
    for position, letter in enumerate(before):
        if quote and letter == quote and before[position - 1] != "\\":
            quote = ""
        elif not quote and letter in "\"'":
            quote = letter
    return bool(quote)


def applied(module: Module, findings: list[Finding]) -> tuple[list[Finding], list[Finding]]:
    """The findings of a file that no comment silences; and hints for comments without effect."""
    comments = suppressions(module)
    used: dict[Suppression, set[str]] = {}
    kept = []
    for finding in findings:
        hit = next((c for c in comments if _covers(c, finding, module)), None)
        if hit is None:
            kept.append(finding)
        else:
            used.setdefault(hit, set()).update(c for c in hit.codes if finding.code.startswith(c))
    unused = []
    for comment in comments:
        idle = {code for code in comment.codes if code.startswith("ACT")} - used.get(comment, set())
        if idle or (comment.explicit and not comment.codes and comment not in used):
            unused.append(_unused(comment, idle, module))
    return kept, unused


def _covers(comment: Suppression, finding: Finding, module: Module) -> bool:
    if comment.codes and not any(finding.code.startswith(code) for code in comment.codes):
        return False
    if comment.whole_file:
        return True
    cell, first = cell_of(module, comment.line)
    return cell == finding.cell and finding.line <= comment.line - first <= finding.end_line


def _unused(comment: Suppression, idle: set[str], module: Module) -> Finding:
    cell, first = cell_of(module, comment.line)
    line, names = comment.line - first, ", ".join(sorted(idle))
    what = repr(comment.text) if idle == comment.codes else f"{names} in {comment.text!r}"
    return Finding(
        code="ACT001", severity="hint", message=f"{what} silences nothing here; remove it", file=module.path,
        line=line, column=comment.column, end_line=line, end_column=comment.column + len(comment.text), cell=cell,
        fix=_removed(comment, idle, module) if cell is None else None,
    )  # fmt: skip


def _removed(comment: Suppression, idle: set[str], module: Module) -> Fix:
    """Take the idle codes out of a comment, or the comment itself if nothing is left of it."""
    line = module.lines[comment.line - 1]
    start, end = comment.column - 1, comment.column - 1 + len(comment.text)
    text = re.sub(r"[,\s]*\b(?:" + "|".join(sorted(idle) or ["$^"]) + r")\b", "", comment.text, flags=re.IGNORECASE)
    if idle == comment.codes:
        rest = line[end:].strip()
        text = f"# {rest}" if rest and not rest.startswith("#") else rest
        start, end = (len(line[:start].rstrip()) if not rest else start), len(line)
    else:
        text = re.sub(r"([:\[])\s*,?\s*", r"\1 " if ":" in text and "[" not in text else r"\1", text, count=1)
    return Fix("safe", "remove it", [Edit(comment.line, start + 1, comment.line, end + 1, text, module.path)])
