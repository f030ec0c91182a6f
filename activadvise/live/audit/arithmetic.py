"""Sums, products, logs: what is left of a meaning, and which hand-written losses they build."""

from __future__ import annotations

from typing import Any

from torch import Tensor

from activadvise.live.audit import places
from activadvise.live.audit.tags import Tag
from activadvise.meaning import NOTHING, Meaning

REAL = frozenset({"raw", "real"})
MIXES = frozenset({"bounded", "non-negative", "positive", "clipped", "raw", "real", "unknown"})
TO_LOG = {"distribution": "log-distribution", "probability": "log-probability"}
TO_EXP = {"log-distribution": "distribution", "log-probability": "probability"}
LOGS = frozenset(TO_EXP)
SMALL, LOW = 1e-2, -5.0


class Arithmetic:
    """The arithmetic of meanings; a number stands for itself, a tensor for its tag."""

    def result(self, kind: str, args: Any, kwargs: Any, result: Tensor, given: list[Tag | None]) -> Tag | None:
        """The tag of the result of one operation."""
        first, second = [*given, None, None][:2]
        if kind in ("log", "exp", "clamp") and first is not None:
            return {"log": _log, "exp": _exp, "clamp": _clamp}[kind](first, args, kwargs)
        for tag in (first, second):
            if tag is not None and tag.term:
                return _term(tag, kind)
        if kind in ("mean", "sum", "negative", "power") and first is not None:
            return _reduced(kind, first, args, kwargs)
        if kind not in ("plus", "minus", "from", "times", "over"):
            return None
        if len(args) > 1 and isinstance(args[0], Tensor) and isinstance(args[1], Tensor):
            return _both(kind, first, second, args[0], args[1], result)
        if first is None and second is None:
            return None
        number = args[1] if first is not None and len(args) > 1 else args[0]
        return _with_number(kind, first or second, number)  # type: ignore[arg-type]


def _term(tag: Tag, kind: str) -> Tag | None:
    """A hand-written loss stays one through sums, means, signs and scales."""
    if tag.term == "difference" and kind == "power":
        return tag._replace(term="squared difference")
    known = ("mean", "sum", "negative", "plus", "minus", "from", "times", "over")
    return tag if kind in known else None


def _log(tag: Tag, args: Any, kwargs: Any) -> Tag:
    kind = TO_LOG.get(tag.meaning.kind, "unknown")
    if kind == "unknown" and tag.meaning.kind not in REAL:
        return Tag(NOTHING)
    if kind == "unknown":  # the log of a raw score: a hand-written loss without its activation
        return tag._replace(meaning=Meaning("unknown", "log of raw"), term="log of raw")
    return tag.then(tag.meaning._replace(kind=kind), places.here(), "log here")


def _exp(tag: Tag, args: Any, kwargs: Any) -> Tag:
    kind = TO_EXP.get(tag.meaning.kind)
    if kind is None:
        return tag.then(Meaning("positive", "exponential"), places.here(), "exp here")
    return tag._replace(meaning=tag.meaning._replace(kind=kind))


def _clamp(tag: Tag, args: Any, kwargs: Any) -> Tag | None:
    if tag.meaning.kind not in REAL:
        return tag._replace(direct=False)
    low = kwargs.get("min", args[1] if len(args) > 1 else None)
    if low == 0 and kwargs.get("max", args[2] if len(args) > 2 else None) is None:
        return tag.then(Meaning("non-negative", "relu"), places.here(), "clamp here")
    free = low is None or (isinstance(low, (int, float)) and low <= LOW)
    return tag._replace(direct=False) if free else None


def _reduced(kind: str, tag: Tag, args: Any, kwargs: Any) -> Tag | None:
    meaning = tag.meaning
    if kind == "negative":
        return tag if meaning.kind in REAL or meaning.kind in LOGS else None
    if kind == "power":
        return None
    over = kwargs.get("dim", args[1] if len(args) > 1 else None)
    if meaning.kind in REAL:
        return tag._replace(meaning=meaning._replace(dim=None), direct=False) if over is not None else None
    if kind == "mean" and isinstance(over, int) and meaning.dim is not None and args:
        over %= args[0].dim()
        if over != meaning.dim:
            dim = meaning.dim - int(meaning.dim > over and not kwargs.get("keepdim"))
            return tag._replace(meaning=meaning._replace(dim=dim))
    if meaning.kind in LOGS:
        return tag._replace(term="log-likelihood")
    return None


def _with_number(kind: str, tag: Tag, number: Any) -> Tag | None:
    meaning = tag.meaning
    if meaning.kind in REAL:
        return tag
    if kind == "from" and number == 1 and meaning.kind == "probability":
        return tag
    if not isinstance(number, (int, float)):
        return None
    if kind in ("plus", "minus") and abs(number) <= SMALL:
        return tag
    if kind in ("times", "over") and (number == 1 or (number > 0 and meaning.kind in ("non-negative", "positive"))):
        return tag
    if kind in ("times", "over") and meaning.kind in LOGS:
        return tag._replace(term="log-likelihood")
    return None


def _both(kind: str, a: Tag | None, b: Tag | None, left: Tensor, right: Tensor, result: Tensor) -> Tag | None:
    kinds = (a.meaning.kind if a is not None else "unknown", b.meaning.kind if b is not None else "unknown")
    if kind == "times":
        for tag, other in ((a, right), (b, left)):
            if tag is not None and tag.meaning.kind in LOGS and not other.requires_grad:
                return tag._replace(term="log-likelihood")
    known = a if a is not None and kinds[0] in REAL else b
    if known is None:
        return None
    if kind in ("minus", "from") and _outer(left, right, result) and left.requires_grad != right.requires_grad:
        return known.then(known.meaning, places.here(), "difference here")._replace(term="difference")
    whole = known.meaning.dim if left.shape == right.shape == result.shape else None
    plain = kinds[0] in REAL and kinds[1] in REAL
    if plain or (kind in ("plus", "minus", "from") and "raw" in kinds and set(kinds) <= MIXES):
        return known._replace(meaning=known.meaning._replace(kind="raw", dim=whole), direct=False)
    return None


def _outer(left: Tensor, right: Tensor, result: Tensor) -> bool:
    """[B, 1] against [B]: the result is [B, B], and nobody wrote an index for it."""
    shapes = sorted((tuple(left.shape), tuple(right.shape)), key=len)
    if len(shapes[0]) != 1 or len(shapes[1]) != 2 or shapes[1][1] != 1:
        return False
    return shapes[0][0] == shapes[1][0] > 1 and result.dim() == 2
