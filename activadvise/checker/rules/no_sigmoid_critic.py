"""ACT118: a Wasserstein loss over probabilities."""

from __future__ import annotations

import ast

from activadvise.checker.run import Frame, Run
from activadvise.checker.values import Tensor, Value


def wants(name: str, text: str) -> bool:
    """A difference of means, between real and fake."""
    return text.count("mean(") > 1 and _two_players(text)


def _two_players(text: str) -> bool:
    return ("fake" in text and "real" in text) or "critic" in text or "wasserstein" in text


def install(run: Run) -> None:
    """Watch differences."""
    run.on_operator.append(_watch)


def _watch(run: Run, node: ast.BinOp, left: Value, right: Value, frame: Frame) -> None:
    if not isinstance(left, Tensor) or not isinstance(right, Tensor) or left.mean_of is None or right.mean_of is None:
        return
    if not _two_players((frame.module.slice(frame.node) if frame.node else frame.module.text).lower()):
        return  # a gap between two groups, for instance
    (first, minus), (second, other) = left.mean_of, right.mean_of
    differ = (minus == other) if isinstance(node.op, ast.Sub) else (minus != other) and isinstance(node.op, ast.Add)
    if differ and all(side.meaning.kind == "probability" and side.meaning.by == "sigmoid" for side in (first, second)):
        run.hit("ACT118", (frame.module, node), {"value": run.judge.describe(first.meaning)}, first.flow)
