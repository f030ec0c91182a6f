"""Sums, products, logs: what is left of a meaning."""

from __future__ import annotations

from typing import Any

from torch import Tensor

from activadvise.live.audit import handwritten, places
from activadvise.live.audit.tags import Tag
from activadvise.meaning import NOTHING, REAL, Meaning

MIXES = frozenset({"bounded", "non-negative", "positive", "clipped", "raw", "real", "unknown"})
TO_LOG = {"distribution": "log-distribution", "probability": "log-probability"}
TO_EXP = {"log-distribution": "distribution", "log-probability": "probability"}
LOGS = frozenset(TO_EXP)
SMALL, LOW, WIDE = 1e-2, -5.0, 5.0


def result(kind: str, args: Any, kwargs: Any, output: Tensor, given: list[Tag | None]) -> Tag | None:
    """The tag of the result of one operation; a number stands for itself, a tensor for its tag."""
    first, second = [*given, None, None][:2]
    if first is None and second is None:
        return None
    if kind == "minus" and first is None and args and not isinstance(args[0], Tensor):
        kind, args, first, second = "from", (args[1], args[0]), second, None  # torch.sub(1, p) is 1 - p
    made = _meaning(kind, args, kwargs, output, first, second)
    parts = handwritten.after(kind, args, kwargs, output, first, second)
    if not parts:
        return made
    return (made or Tag(NOTHING))._replace(parts=parts)


def _meaning(kind: str, args: Any, kwargs: Any, output: Tensor, first: Tag | None, second: Tag | None) -> Tag | None:
    if first is not None and kind in ONE:
        return ONE[kind](first, args, kwargs)
    if kind not in ("plus", "minus", "from", "times", "over"):
        return None
    if len(args) > 1 and isinstance(args[0], Tensor) and isinstance(args[1], Tensor):
        return _both(kind, first, second, args[0], args[1], output)
    tag = first or second
    if tag is None or tag.meaning.kind == "unknown":
        return None
    return _with_number(kind, tag, args[1] if first is not None and len(args) > 1 else args[0])


def _log(tag: Tag, args: Any, kwargs: Any) -> Tag | None:
    kind = "real" if tag.meaning.kind == "positive" else TO_LOG.get(tag.meaning.kind)
    return tag.then(tag.meaning._replace(kind=kind), places.here(), "log here") if kind else None


def _exp(tag: Tag, args: Any, kwargs: Any) -> Tag | None:
    if tag.meaning.kind == "unknown":
        return None
    kind = TO_EXP.get(tag.meaning.kind)
    if kind is None:
        return tag.then(Meaning("positive", "exponential"), places.here(), "exp here")
    return tag._replace(meaning=tag.meaning._replace(kind=kind), parts=())


def _clamp(tag: Tag, args: Any, kwargs: Any) -> Tag | None:
    if tag.meaning.kind not in REAL:
        return tag._replace(direct=False, parts=()) if tag.meaning.kind != "unknown" else None
    low = kwargs.get("min", args[1] if len(args) > 1 else None)
    high = kwargs.get("max", args[2] if len(args) > 2 else None)
    if isinstance(low, (int, float)) and 0 <= low <= SMALL and high is None:
        return tag.then(Meaning("non-negative", "relu"), places.here(), "clamp here")
    free = low is None or (isinstance(low, (int, float)) and low <= LOW)
    return tag._replace(direct=False, parts=()) if free else None


def _negative(tag: Tag, args: Any, kwargs: Any) -> Tag | None:
    return tag._replace(parts=()) if tag.meaning.kind in REAL or tag.meaning.kind in LOGS else None


def _sum(tag: Tag, args: Any, kwargs: Any) -> Tag | None:
    over = kwargs.get("dim", args[1] if len(args) > 1 else None)
    if tag.meaning.kind in REAL and over is not None:
        return tag._replace(meaning=tag.meaning._replace(dim=None), direct=False, parts=())
    return None


def _mean(tag: Tag, args: Any, kwargs: Any) -> Tag | None:
    meaning, over = tag.meaning, kwargs.get("dim", args[1] if len(args) > 1 else None)
    if isinstance(over, int) and meaning.dim is not None and args and meaning.kind not in REAL:
        over %= args[0].dim()
        if over != meaning.dim:
            dim = meaning.dim - int(meaning.dim > over and not kwargs.get("keepdim"))
            return tag._replace(meaning=meaning._replace(dim=dim), parts=())
    return _sum(tag, args, kwargs)


ONE = {"log": _log, "exp": _exp, "clamp": _clamp, "negative": _negative, "sum": _sum, "mean": _mean}


def _with_number(kind: str, tag: Tag, number: Any) -> Tag | None:
    meaning, kept = tag.meaning, tag._replace(parts=())
    if meaning.kind in REAL:
        return kept
    if kind == "from" and number == 1 and meaning.kind in ("probability", "distribution"):
        return kept._replace(meaning=meaning._replace(kind="probability", dim=None))
    if not isinstance(number, (int, float)):
        return None
    if kind in ("plus", "minus") and abs(number) <= SMALL:
        return kept
    if kind == "times" and meaning.kind == "bounded" and number >= WIDE:  # 20 * tanh(z / 20): a soft cap
        return kept._replace(meaning=meaning._replace(kind="real"))
    if kind in ("times", "over") and (number == 1 or (number > 0 and meaning.kind in ("non-negative", "positive"))):
        return kept
    return None


def _both(kind: str, a: Tag | None, b: Tag | None, left: Tensor, right: Tensor, output: Tensor) -> Tag | None:
    whole = handwritten.log_softmax(kind, a, b)
    if whole is not None:
        return whole.then(
            whole.meaning._replace(kind="log-distribution", by="log_softmax"), places.here(), "log_softmax here"
        )
    shares = handwritten.softmax(kind, a, b)
    if shares is not None:
        return shares.then(shares.meaning, places.here(), f"{shares.meaning.by or 'a division by the sum'} here")
    kinds = (a.meaning.kind if a is not None else "unknown", b.meaning.kind if b is not None else "unknown")
    known = a if a is not None and kinds[0] in REAL else b
    if known is None:
        return None
    if kind in ("times", "over") and known is a and right.numel() == 1 and kinds[0] in REAL:  # a temperature
        return known._replace(parts=())
    dim = known.meaning.dim if left.shape == right.shape == output.shape else None
    plain = kinds[0] in REAL and kinds[1] in REAL
    if plain or (kind in ("plus", "minus", "from") and "raw" in kinds and set(kinds) <= MIXES):
        return known._replace(meaning=known.meaning._replace(kind="raw", dim=dim), direct=False, parts=())
    return None
