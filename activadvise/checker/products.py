"""Products of tensors: scores, similarities, weighted sums."""

from __future__ import annotations

import ast

from activadvise.checker.joins import options_of
from activadvise.checker.values import Const, Seq, Tensor, Value
from activadvise.meaning import NOTHING, REAL, Meaning

SHARES = frozenset({"distribution", "probability"})  # numbers from 0 to 1
NAMES = frozenset({
    "matmul", "mm", "bmm", "mv", "einsum", "mul", "multiply", "dot", "inner", "outer", "addmm", "baddbmm", "tensordot",
    "bilinear",
})  # fmt: skip
ELEMENTWISE = frozenset({"mul", "multiply"})
UNIT = "l2_normalize"
COSINE = "cosine similarity"
PRODUCT = "dot product"
PARTS = "products of unit vectors"
WEIGHTED = "weighted log-probabilities"
STRETCHED = "unit vector times a scale"


def product(factors: list[Value], elementwise: bool = False) -> Tensor:
    """What a product holds. One factor that a linear layer or a parameter made, unbounded as it is, makes the
    whole unbounded; vectors of length one give cosines; other sums of products may still be scaled.
    """
    tensors = [f for f in (_one(factor) for factor in factors) if f is not None]
    flow = next((t.flow for t in tensors if t.flow is not None), None)
    for tensor in tensors:
        if tensor.meaning.kind in REAL:
            return Tensor(Meaning("raw", tensor.meaning.by), tensor.flow)
    if elementwise and 0 < len(tensors) == len(factors) and all(t.meaning.kind in SHARES for t in tensors):
        return Tensor(Meaning("probability", tensors[0].meaning.by), flow)
    if elementwise:
        unit = any(t.meaning.by == UNIT for t in tensors)  # their sum is a cosine, or not far from one
        return Tensor(Meaning("unknown", PARTS) if unit else NOTHING, flow)
    if len(tensors) > 1 and all(t.meaning.by in (UNIT, STRETCHED) for t in tensors):
        stretched = any(t.meaning.by == STRETCHED for t in tensors)
        return Tensor(Meaning("raw", f"{COSINE}, scaled") if stretched else Meaning("bounded", COSINE), flow)
    plain = all(t.meaning.kind == "unknown" or t.meaning.by == UNIT for t in tensors)
    return Tensor(Meaning("unknown", PRODUCT) if plain else NOTHING, flow)


def similarity(by: str) -> bool:
    """Whether a meaning's `by` speaks of a similarity: made of unit vectors as a rule, it is never large."""
    return by.startswith((COSINE, PRODUCT))


def scaled(op: ast.operator, left: Value, right: Value) -> Tensor | None:
    """Similarities divided by a temperature, or times a scale, are logits; None for anything else."""
    if not isinstance(op, (ast.Mult, ast.Div)):
        return None
    tensor, by = (left, right) if _similarity(left) or isinstance(op, ast.Div) else (right, left)
    if not isinstance(tensor, Tensor) or not _similarity(tensor) or _similarity(by):
        return None
    if isinstance(by, Const) and by.value in (1, 1.0):
        return None
    if tensor.meaning.by == UNIT:
        return Tensor(Meaning("unknown", STRETCHED), tensor.flow)
    return Tensor(Meaning("raw", f"{tensor.meaning.by}, scaled"), tensor.flow)


def weighted(left: Value, right: Value) -> Tensor | None:
    """log p + log w: a component of a mixture, to be put together by logsumexp; None for anything else."""
    for log, weight in ((left, right), (right, left)):
        unknown = weight.meaning.kind == "unknown" if isinstance(weight, Tensor) else not isinstance(weight, Const)
        if unknown and isinstance(log, Tensor) and log.meaning.kind == "log-distribution":
            return Tensor(Meaning("unknown", WEIGHTED), log.flow)
    return None


def _similarity(value: Value) -> bool:
    return isinstance(value, Tensor) and value.meaning.by in (COSINE, PRODUCT, UNIT) and value.meaning.kind != "raw"


def _one(value: Value) -> Tensor | None:
    if isinstance(value, Seq) and len(value.items) == 1:
        value = value.items[0]
    found = options_of(value)
    return found[0] if len(found) == 1 and isinstance(found[0], Tensor) else None
