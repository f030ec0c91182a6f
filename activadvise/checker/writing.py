"""From what a run noted to findings and judged calls, with places and texts."""

from __future__ import annotations

import ast
from typing import Any

from activadvise.checker.mending import fix_of
from activadvise.checker.names import Module
from activadvise.checker.run import Hit, Record, Run
from activadvise.checker.values import Flow, Tensor
from activadvise.meaning import NOTHING, REAL, Meaning
from activadvise.meaning.findings import Finding, Fix, LossCall, Severity, Step
from activadvise.rulebase import RuleBase

RANK = {"undecided": 0, "right": 1, "wrong": 2}
SYNTAX = "ACT000"


class _Texts(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return f"{{{key}}}"


def written(run: Run) -> tuple[list[Finding], list[LossCall]]:
    """Findings and loss calls of a run; one of each for a place and code."""
    calls: dict[tuple[str, int, int, str], Record] = {}
    for record in run.records:
        node: Any = record.node
        key = (record.module.path, node.lineno, node.col_offset, record.loss)
        old = calls.get(key)
        if old is None or RANK[record.verdict.kind] > RANK[old.verdict.kind]:
            calls[key] = record
    findings: dict[tuple[str, str, int, int], Finding] = {}
    for record in calls.values():
        for finding in _of_record(run, record):
            findings.setdefault((finding.code, finding.file, finding.line, finding.column), finding)
    told = {
        (check.id, id(record.tensor.flow.node))
        for record in calls.values() if record.tensor is not None and record.tensor.flow is not None
        for check in record.verdict.checks
    }  # fmt: skip
    for hit in run.hits:
        if (hit.code, id(hit.node)) in told:
            continue  # reported where the loss reads it
        finding = _of_hit(run, hit)
        findings.setdefault((finding.code, finding.file, finding.line, finding.column), finding)
    return list(findings.values()), [_call(run, record) for record in calls.values()]


def place(module: Module, node: Any) -> dict[str, Any]:
    """Where a node stands: lines and columns from 1, columns in characters."""
    line, column = node.lineno, column_of(module, node.lineno, node.col_offset)
    end = node.end_lineno or line
    last = column_of(module, end, node.end_col_offset or 0)
    cell, first = cell_of(module, line)
    return {
        "file": module.path, "line": line - first, "column": column + 1,
        "end_line": end - first, "end_column": last + 1, "cell": cell,
    }  # fmt: skip


def column_of(module: Module, line: int, offset: int) -> int:
    """Characters before a byte offset of a line."""
    text = module.lines[line - 1] if line <= len(module.lines) else ""
    return offset if text.isascii() else len(text.encode()[:offset].decode(errors="ignore"))


def cell_of(module: Module, line: int) -> tuple[int | None, int]:
    """The notebook cell of a line, and how many lines come before that cell."""
    cell, first = None, 0
    for number, start in module.cells or ():
        if start < line:
            cell, first = number, start
    return cell, first


def steps(run: Run, flow: Flow | None) -> list[Step]:
    """The way of a tensor, oldest step first."""
    found: list[Step] = []
    while flow is not None and len(found) < 12:
        line: int = getattr(flow.node, "lineno", 1)
        cell, first = cell_of(flow.module, line)
        found.append(Step(flow.module.path, line - first, flow.what + _in_cell(cell)))
        flow = flow.before
    return found[::-1]


def _in_cell(cell: int | None) -> str:
    return f" in cell {cell}" if cell is not None else ""


def _of_record(run: Run, record: Record) -> list[Finding]:
    meaning = record.tensor.meaning if record.tensor is not None else NOTHING
    words = run.vocabulary
    where = place(record.module, record.node)
    flow = steps(run, record.tensor.flow if record.tensor is not None else None)
    label = words.loss_label(record.loss)
    flow.append(Step(where["file"], where["line"], f"{label} here{_in_cell(where['cell'])}"))
    texts = _texts(run, meaning) | {"loss": label}
    for match in (m for check in record.verdict.checks for m in check.matches):
        texts |= {name: str(value) for name, value in match.options.items()}
    return [
        Finding(
            code=check.id, severity=check.severity, message=check.message.format_map(_Texts(texts)), flow=flow,
            fix=_fix(run, check.id, record, record.tensor), **where,
        )
        for check in record.verdict.checks
    ]  # fmt: skip


MENDED = {"ACT105": REAL, "ACT107": REAL, "ACT119": REAL | {"distribution"}}  # of others the fix would be as wrong


def _fix(run: Run, code: str, record: Record, tensor: Tensor | None) -> Fix | None:
    name = run.vocabulary.label(tensor.meaning.by) if tensor is not None else ""
    if code in MENDED and (tensor is None or tensor.meaning.kind not in MENDED[code]):
        return None
    if tensor is not None and _spread(tensor.meaning):
        return None  # dim 1 would be as wrong there
    return fix_of(code, record.module, record.node, tensor.flow if tensor is not None else None, name)


def _spread(meaning: Meaning) -> bool:
    """A view spread the dim of the softmax over the rows: it lies beyond those that are left."""
    return meaning.dim is not None and meaning.dim == meaning.ndim


def _texts(run: Run, meaning: Meaning) -> dict[str, Any]:
    entry = run.vocabulary.base.activations.get(meaning.by)
    low = entry.range.low if entry is not None and entry.range is not None else None
    return {
        "activation": run.vocabulary.label(meaning.by) or "a value",
        "value": run.judge.describe(meaning),
        "dim": "a dim that the view made rows of" if _spread(meaning) else f"dim {meaning.dim}",
        "clip": f"nothing is ever below {low:g}" if low is not None and low > float("-inf") else "it is never positive",
    }


def _of_hit(run: Run, hit: Hit) -> Finding:
    check = run.vocabulary.base.checks[hit.code]
    where = place(hit.module, hit.node)
    flow = steps(run, hit.flow)
    message = check.message.format_map(_Texts(hit.message))
    severity: Severity = hit.severity or check.severity
    made = hit.flow.what.removesuffix(" here") if hit.flow is not None else ""
    fix = fix_of(hit.code, hit.module, hit.node, hit.flow, str(hit.message.get("activation", made)))
    return Finding(code=hit.code, severity=severity, message=message, flow=flow, fix=fix, **where)


def _call(run: Run, record: Record) -> LossCall:
    where = place(record.module, record.node)
    verdict = record.verdict
    return LossCall(
        verdict=verdict.kind, loss=record.loss, why=verdict.why, file=where["file"], line=where["line"],
        column=where["column"], cell=where["cell"],
        code=verdict.checks[0].id if verdict.kind == "wrong" else None,
    )  # fmt: skip


def syntax_error(module: Module, base: RuleBase) -> Finding:
    """A file that had to be parsed and does not parse."""
    assert module.error is not None
    line, column, message = module.error
    cell, first = cell_of(module, line)
    return Finding(
        code=SYNTAX, severity="error", message=message, file=module.path, line=line - first, column=column,
        end_line=line - first, end_column=column + 1, cell=cell,
    )  # fmt: skip


def is_statement(node: ast.AST) -> bool:
    """Whether a node is a statement."""
    return isinstance(node, ast.stmt)
