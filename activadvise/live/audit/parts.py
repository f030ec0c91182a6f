"""The parts of a hand-written loss: what each product, sum and difference of a value is a part of."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from torch import Tensor

from activadvise.live.audit import places
from activadvise.live.audit.tags import Part, Tag
from activadvise.meaning import REAL

LOGS = frozenset({"log-distribution", "log-probability"})
UNIT = frozenset({"probability", "distribution"})
VALUES = REAL | UNIT | {"bounded", "clipped", "non-negative", "positive"}
SMALL = 1e-2
SAME = ("product", "overlap", "mass", "margin", "difference", "raw log", "guarded", "exp", "exp sum")


def part_of(tag: Tag | None, *kinds: str) -> Part | None:
    """The first part of one of these kinds."""
    return next((part for part in tag.parts if part.kind in kinds), None) if tag is not None else None


def _number(given: Any) -> float | None:
    """The number beside a value; not a number for what is none, None where nothing stands."""
    if not given:
        return None
    return given[0] if isinstance(given[0], (int, float)) else math.nan


def _value(tag: Tag | None) -> bool:
    return tag is not None and tag.meaning.kind in VALUES


def _kept(tag: Tag | None, *kinds: str) -> tuple[Part, ...]:
    return tuple(part for part in tag.parts if part.kind in kinds) if tag is not None else ()


def _now(part: Part, kind: str) -> tuple[Part, ...]:
    return (part._replace(kind=kind, place=places.here()),)


def new(
    kind: str, tag: Tag, target: Tensor | None = None, shapes: tuple[tuple[int, ...], ...] = ()
) -> tuple[Part, ...]:
    """A part about a value, made here."""
    return (Part(kind, tag._replace(parts=()), places.here(), target, shapes),)


def _over_dim(tag: Tag, over: int | None) -> Tag:
    """The value, with the dim that was summed over."""
    return tag._replace(meaning=tag.meaning._replace(dim=over))


def activated(name: str, tag: Tag) -> tuple[Part, ...]:
    """The parts behind an activation: relu makes a hinge of a margin, softplus a logistic loss of a score."""
    margin = part_of(tag, "margin") if name == "relu" else None
    if margin is not None:
        return _now(margin, "hinge")
    made = new("logistic", tag) if name == "softplus" and _value(tag) else ()
    return made + _kept(tag, "difference", "log term")


def one(kind: str, tag: Tag, args: Any, kwargs: Any) -> tuple[Part, ...]:
    """One value, perhaps with a number; the value stands first in `args`."""
    number = _number(args[1:2])
    if kind == "log":
        return _logarithm(tag)
    if kind == "exp":
        return new("exp", tag) if _value(tag) else ()
    if kind in ("sum", "mean"):
        return _summed(tag, args, kwargs.get("dim", number))
    if kind in ("power", "absolute", "length"):
        return _powered(kind, tag, number)
    if kind == "clamp":
        return _clamped(tag, args, kwargs)
    if kind == "negative":
        return _kept(tag, "product", "overlap", "mass", "raw log")
    if kind in ("plus", "from", "minus") and number is not None:
        return _shifted(kind, tag, number)
    if kind in ("times", "over"):
        return new("log-likelihood", tag) if tag.meaning.kind in LOGS else _kept(tag, *SAME)
    return _kept(tag, "overlap", "mass", "exp sum")


def _logarithm(tag: Tag) -> tuple[Part, ...]:
    if tag.meaning.kind in REAL or tag.meaning.by == "relu":
        return new("raw log", tag)
    guarded, ratio, total = part_of(tag, "guarded"), part_of(tag, "ratio"), part_of(tag, "exp sum")
    if guarded is not None:
        return _now(guarded, "raw log")
    if ratio is not None:
        return _now(ratio, "log term")
    return _now(total, "normalizer") if total is not None and total.about.meaning.dim is not None else ()


def _clamped(tag: Tag, args: Any, kwargs: Any) -> tuple[Part, ...]:
    low, high = (kwargs.get(n, args[i] if len(args) > i else None) for i, n in ((1, "min"), (2, "max")))
    margin = part_of(tag, "margin")
    if margin is not None and low == 0:
        return _now(margin, "hinge")
    numbers = isinstance(low, (int, float)) and isinstance(high, (int, float))
    if numbers and tag.meaning.kind in REAL and 0 < low <= SMALL and 1 - SMALL <= high < 1:  # keeps log(z) finite
        return new("guarded", tag)
    return ()


def _shifted(kind: str, tag: Tag, number: float) -> tuple[Part, ...]:
    """A number plus a value, a number minus a value."""
    product = part_of(tag, "product")
    if kind != "minus" and number == 1 and product is not None:
        return _now(product, "margin")
    made = _kept(tag, "overlap", "mass", "exp sum", "guarded")
    if not _value(tag):
        return made
    if kind != "minus" and number == 1:
        made += new("margin", tag)
    if tag.meaning.kind in REAL:  # a squared error to a number, as in least-squares GANs
        made += new("shift", tag)
    return made


def _summed(tag: Tag, args: Any, over: Any) -> tuple[Part, ...]:
    if tag.meaning.kind in LOGS:
        return new("log-likelihood", tag)
    raw = part_of(tag, "raw log")
    if raw is not None:
        return _now(raw, "raw log-likelihood")
    over = over % args[0].dim() if isinstance(over, int) and args and args[0].dim() else None
    made: tuple[Part, ...] = ()
    if tag.meaning.kind == "raw" and tag.meaning.features == 1:
        made += new("score", tag)
    exponential = part_of(tag, "exp")
    if exponential is not None:
        made += (exponential._replace(kind="exp sum", about=_over_dim(exponential.about, over)),)
    product = part_of(tag, "product", "overlap")
    if product is not None:
        return (*made, product._replace(kind="overlap"))
    weight = part_of(tag, "weight", "mass")
    if weight is not None:
        return (*made, weight._replace(kind="mass"))
    return made + new("mass", _over_dim(tag, over)) if _value(tag) else made


def _powered(kind: str, tag: Tag, number: float | None) -> tuple[Part, ...]:
    difference = part_of(tag, "difference", "shift")
    if difference is not None:
        return _now(difference, "squared error" if kind == "power" and number in (2, None) else "absolute error")
    return new("weight", tag) if tag.meaning.kind in UNIT and kind != "length" else ()


def _times(first: Tag | None, second: Tag | None, left: Tensor, right: Tensor, output: Tensor) -> tuple[Part, ...]:
    for tag, other, value in ((first, second, right), (second, first, left)):
        if tag is None:
            continue
        if tag.meaning.kind in LOGS:  # p log p is an entropy, no likelihood
            own = other is not None and other.meaning.kind in UNIT and value.requires_grad
            return new("entropy" if own else "log-likelihood", tag)
        raw = part_of(tag, "raw log")
        if raw is not None:
            return _now(raw, "raw log-likelihood")
        mixed = part_of(tag, "mixed")
        if mixed is not None and other is not None and other.meaning.kind in UNIT and not value.requires_grad:
            return _now(mixed, "divergence")
    if first is not None and second is not None:
        difference = part_of(first, "difference")
        if difference is not None and part_of(second, "difference") is not None:
            return _now(difference, "squared error")
        both = first.meaning.kind in UNIT and second.meaning.kind in UNIT
        return new("weight", first) if both else ()
    for tag, value in ((first, right), (second, left)):
        if tag is not None and not value.requires_grad:
            shapes = (tuple(left.shape), tuple(right.shape), tuple(output.shape))
            made = new("product", tag, value, shapes) if _value(tag) and value.dim() else ()
            return made + _kept(tag, "exp") or _kept(tag, "product", "overlap", "difference", "raw log")
    return ()


def _over(first: Tag | None, second: Tag | None, left: Tensor, right: Tensor, output: Tensor) -> tuple[Part, ...]:
    overlap, mass = part_of(first, "overlap"), part_of(second, "mass", "overlap")
    if overlap is not None and mass is not None and mass.about.meaning.kind == overlap.about.meaning.kind:
        return _now(overlap, "dice")
    if first is not None and second is not None and {first.meaning.kind, second.meaning.kind} <= UNIT:
        return new("ratio", first if left.requires_grad else second)
    return ()


def _plus(first: Tag | None, second: Tag | None, left: Tensor, right: Tensor, output: Tensor) -> tuple[Part, ...]:
    made = _kept(first, "overlap", "mass") + _kept(second, "overlap", "mass") + _log_terms(first, second)
    for tag, other, value in ((first, second, right), (second, first, left)):
        if tag is not None and tag.meaning.kind in UNIT and other is None and not value.requires_grad:
            made += new("mass", _over_dim(tag, None))  # (p + y).sum(), below a dice loss
    return made


def _log_terms(first: Tag | None, second: Tag | None) -> tuple[Part, ...]:
    """log p plus or minus anything: a ratio, a joint or a mixture of probabilities."""
    return next((new("log term", tag) for tag in (first, second) if tag is not None and tag.meaning.kind in LOGS), ())


def _minus(first: Tag | None, second: Tag | None, left: Tensor, right: Tensor, output: Tensor) -> tuple[Part, ...]:
    for tag in (first, second):
        normalizer = part_of(tag, "normalizer")
        if normalizer is not None and first is not None and second is not None:
            raw = normalizer.about.meaning.kind in REAL
            return _now(normalizer, "cross entropy") if tag is first or not raw else ()
    if first is not None and second is not None:
        for log, student, fixed, free in ((first, second, left, right), (second, first, right, left)):
            teacher = log.meaning.kind in LOGS and not fixed.requires_grad
            if teacher and student.meaning.kind in UNIT and free.requires_grad:
                return new("mixed", student)  # log p - q, where log p - log q is meant
    for tag, other, value, target in ((first, second, left, right), (second, first, right, left)):
        if tag is not None and _value(tag) and value.requires_grad and not target.requires_grad and target.dim():
            shapes = (tuple(value.shape), tuple(target.shape), tuple(output.shape))
            return new("difference", tag, target, shapes if other is None else ())
    return _kept(first, "overlap", "mass") + _kept(second, "overlap", "mass") + _log_terms(first, second)


def _larger(first: Tag | None, second: Tag | None, left: Tensor, right: Tensor, output: Tensor) -> tuple[Part, ...]:
    margin = part_of(first, "margin") or part_of(second, "margin")
    return _now(margin, "hinge") if margin is not None and (first is None or second is None) else ()


TWO: dict[str, Callable[[Tag | None, Tag | None, Tensor, Tensor, Tensor], tuple[Part, ...]]] = {
    "times": _times, "over": _over, "plus": _plus, "minus": _minus, "from": _minus, "larger": _larger,
}  # fmt: skip
