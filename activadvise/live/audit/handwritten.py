"""Losses written by hand: which products, sums and differences of a value build which loss.

A part starts at a value whose meaning is known (`y * z`, `y - z`, `z.sum()`), and becomes a whole loss by what is
done to it: a product that is summed is an overlap, an overlap over the sum of the same value is a dice loss. A whole
loss stays one through sums, means, signs, scales and weights; it is judged where its gradient is asked for.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from torch import Tensor

from activadvise.live.audit import places
from activadvise.live.audit.tags import Part, Tag

REAL = frozenset({"raw", "real"})
LOGS = frozenset({"log-distribution", "log-probability"})
UNIT = frozenset({"probability", "distribution"})
VALUES = REAL | UNIT | {"bounded", "clipped", "non-negative", "positive"}
JUDGED = "judged"  # the result of a loss of PyTorch, judged where it was called
WHOLE = frozenset(
    {JUDGED, "log-likelihood", "raw log-likelihood", "squared error", "absolute error", "dice", "hinge",
     "cross entropy"}
)  # fmt: skip
SIGNED = frozenset({"plus", "minus", "from"})
CARRIED = (
    frozenset({"mean", "sum", "negative", "times", "over", "power", "absolute", "carry", "clamp", "exp", "log"})
    | SIGNED
)
MOST = 8


def after(kind: str, args: Any, kwargs: Any, output: Tensor, first: Tag | None, second: Tag | None) -> tuple[Part, ...]:
    """The parts of the result of an operation on one or two values."""
    if kind not in CARRIED:
        return ()
    pair = len(args) > 1 and isinstance(args[0], Tensor) and isinstance(args[1], Tensor)
    if pair and kind in TWO:
        made = TWO[kind](first, second, args[0], args[1], output)
    else:
        tag, other = (first, args[1:2]) if first is not None else (second, args[:1])
        made = _one(kind, tag, _number(other), kwargs) if tag is not None else ()
    known = {(part.kind, part.place): part for part in (*whole(first), *whole(second), *made)}
    return tuple(known.values())[:MOST]


def whole(tag: Tag | None) -> list[Part]:
    """The losses that a tag holds."""
    return [part for part in tag.parts if part.kind in WHOLE] if tag is not None else []


def log_softmax(kind: str, first: Tag | None, second: Tag | None) -> Tag | None:
    """z - logsumexp(z): the value, with the dim of its log-softmax; None for everything else."""
    if kind != "minus" or first is None or second is None or first.meaning.kind not in REAL:
        return None
    normalizer = _part(second, "normalizer")
    if normalizer is None or normalizer.about.meaning.kind not in REAL:
        return None
    return first._replace(meaning=first.meaning._replace(dim=normalizer.about.meaning.dim), parts=())


def _number(given: Any) -> float | None:
    """The number beside a value; not a number for what is none, None where nothing stands."""
    if not given:
        return None
    return given[0] if isinstance(given[0], (int, float)) else math.nan


def _part(tag: Tag | None, *kinds: str) -> Part | None:
    return next((part for part in tag.parts if part.kind in kinds), None) if tag is not None else None


def _value(tag: Tag | None) -> bool:
    return tag is not None and tag.meaning.kind in VALUES


def _kept(tag: Tag | None, *kinds: str) -> tuple[Part, ...]:
    return tuple(part for part in tag.parts if part.kind in kinds) if tag is not None else ()


def _now(part: Part, kind: str) -> tuple[Part, ...]:
    return (part._replace(kind=kind, place=places.here()),)


def _new(
    kind: str, tag: Tag, target: Tensor | None = None, shapes: tuple[tuple[int, ...], ...] = ()
) -> tuple[Part, ...]:
    return (Part(kind, tag._replace(parts=()), places.here(), target, shapes),)


def _one(kind: str, tag: Tag, number: float | None, kwargs: Any) -> tuple[Part, ...]:
    """One value, perhaps with a number."""
    meaning = tag.meaning.kind
    if kind == "log":
        return _new("raw log", tag) if meaning in REAL or tag.meaning.by == "relu" else ()
    if kind in ("sum", "mean"):
        return _summed(tag)
    if kind in ("power", "absolute"):
        return _powered(kind, tag, number)
    if kind == "clamp":
        margin = _part(tag, "margin")
        low = kwargs.get("min", number)
        return _now(margin, "hinge") if margin is not None and low == 0 else ()
    if kind == "negative":
        return _kept(tag, "product", "overlap", "raw log")
    if kind in ("plus", "from") and number == 1:
        product = _part(tag, "product")
        if product is not None:
            return _now(product, "margin")
        return (_new("margin", tag) if _value(tag) else ()) + _kept(tag, "overlap", "mass")
    if kind in ("times", "over"):
        if meaning in LOGS:
            return _new("log-likelihood", tag)
        return _kept(tag, "product", "overlap", "mass", "margin", "difference", "raw log")
    return _kept(tag, "overlap", "mass")


def _summed(tag: Tag) -> tuple[Part, ...]:
    if tag.meaning.kind in LOGS:
        return _new("log-likelihood", tag)
    raw = _part(tag, "raw log")
    if raw is not None:
        return _now(raw, "raw log-likelihood")
    product = _part(tag, "product", "overlap")
    if product is not None:
        return (product._replace(kind="overlap"),)
    weight = _part(tag, "weight", "mass")
    if weight is not None:
        return (weight._replace(kind="mass"),)
    return _new("mass", tag) if _value(tag) else ()


def _powered(kind: str, tag: Tag, number: float | None) -> tuple[Part, ...]:
    difference = _part(tag, "difference")
    if difference is not None:
        return _now(difference, "squared error" if kind == "power" and number in (2, None) else "absolute error")
    return _new("weight", tag) if tag.meaning.kind in UNIT else ()


def _times(first: Tag | None, second: Tag | None, left: Tensor, right: Tensor, output: Tensor) -> tuple[Part, ...]:
    for tag, other, value in ((first, second, right), (second, first, left)):
        if tag is None:
            continue
        if tag.meaning.kind in LOGS:  # p log p is an entropy, no likelihood
            own = other is not None and other.meaning.kind in UNIT and value.requires_grad
            return _new("entropy" if own else "log-likelihood", tag)
        raw = _part(tag, "raw log")
        if raw is not None:
            return _now(raw, "raw log-likelihood")
    if first is not None and second is not None:
        difference = _part(first, "difference")
        if difference is not None and _part(second, "difference") is not None:
            return _now(difference, "squared error")
        both = first.meaning.kind in UNIT and second.meaning.kind in UNIT
        return _new("weight", first) if both else ()
    for tag, value in ((first, right), (second, left)):
        if tag is not None and not value.requires_grad:
            shapes = (tuple(left.shape), tuple(right.shape), tuple(output.shape))
            made = _new("product", tag, value, shapes) if _value(tag) and value.dim() else ()
            return made or _kept(tag, "product", "overlap", "difference", "raw log")
    return ()


def _over(first: Tag | None, second: Tag | None, left: Tensor, right: Tensor, output: Tensor) -> tuple[Part, ...]:
    overlap, mass = _part(first, "overlap"), _part(second, "mass", "overlap")
    if overlap is None:
        return ()
    same = mass is not None and mass.about.meaning.kind == overlap.about.meaning.kind
    return _now(overlap, "dice") if same else ()


def _signed(first: Tag | None, second: Tag | None, left: Tensor, right: Tensor, output: Tensor) -> tuple[Part, ...]:
    return _kept(first, "overlap", "mass") + _kept(second, "overlap", "mass")


def _minus(first: Tag | None, second: Tag | None, left: Tensor, right: Tensor, output: Tensor) -> tuple[Part, ...]:
    for tag in (first, second):
        normalizer = _part(tag, "normalizer")
        if normalizer is not None and first is not None and second is not None:
            raw = normalizer.about.meaning.kind in REAL
            return _now(normalizer, "cross entropy") if tag is first or not raw else ()
    if (first is None) != (second is None):
        tag, value, target = (first, left, right) if first is not None else (second, right, left)
        if tag is not None and _value(tag) and value.requires_grad and not target.requires_grad and target.dim():
            shapes = (tuple(value.shape), tuple(target.shape), tuple(output.shape))
            return _new("difference", tag, target, shapes)
    return _signed(first, second, left, right, output)


TWO: dict[str, Callable[[Tag | None, Tag | None, Tensor, Tensor, Tensor], tuple[Part, ...]]] = {
    "times": _times, "over": _over, "plus": _signed, "minus": _minus, "from": _minus,
}  # fmt: skip
