"""Losses written by hand: what a value becomes part of, and which parts are a whole loss.

A part starts at a value whose meaning is known (`y * z`, `y - z`, `z.sum()`), and becomes a whole loss by what is
done to it: a product that is summed is an overlap, an overlap over the sum of the same value is a dice loss. A whole
loss stays one through sums, means, signs, scales and weights; it is judged where its gradient is asked for. Where no
whole loss arrives there, the lasting parts tell what it is made of: some function of `y - z`, or of log p.
"""

from __future__ import annotations

from typing import Any

from torch import Tensor

from activadvise.live.audit import parts
from activadvise.live.audit.tags import Part, Tag
from activadvise.meaning import REAL

UNIT, VALUES = parts.UNIT, parts.VALUES
JUDGED = "judged"  # the result of a loss of PyTorch, judged where it was called
WHOLE = frozenset(
    {JUDGED, "log-likelihood", "raw log-likelihood", "squared error", "absolute error", "dice", "hinge",
     "cross entropy", "divergence"}
)  # fmt: skip
LASTING = ("difference", "log term", "logistic", "score", "cosine")  # the first of these names the loss
BARE = ("overlap", "mass")  # sums of a value, and nothing that makes a loss of it
SHARED = UNIT | {"non-negative", "positive"}
CARRIED = frozenset(
    {"mean", "sum", "negative", "times", "over", "plus", "minus", "from", "power", "absolute", "carry", "clamp", "exp",
     "log", "larger", "length"}
)  # fmt: skip
MOST = 8


def after(kind: str, args: Any, kwargs: Any, output: Tensor, first: Tag | None, second: Tag | None) -> tuple[Part, ...]:
    """The parts of the result of an operation on one or two values."""
    if kind not in CARRIED:
        return ()
    pair = len(args) > 1 and isinstance(args[0], Tensor) and isinstance(args[1], Tensor)
    first, second = _ranked(first, args[0] if args else output), _ranked(second, args[1] if pair else output)
    if pair and kind in parts.TWO:
        made = parts.TWO[kind](first, second, args[0], args[1], output)
    elif first is not None:
        made = parts.one(kind, first, args, kwargs)
    else:
        made = parts.one(kind, second, args[1::-1], kwargs) if second is not None else ()
    kept = [*whole(first), *whole(second), *made]
    if not any(part.kind in WHOLE for part in made):
        kept += [*lasting(first), *lasting(second)]
    known = {(part.kind, part.place): part for part in kept}
    return tuple(known.values())[:MOST]


def _ranked(tag: Tag | None, value: Tensor) -> Tag | None:
    """A distribution over the first dim is one over the batch only where there are more dims."""
    if tag is None or tag.meaning.dim != 0 or not isinstance(value, Tensor):
        return tag
    return tag._replace(meaning=tag.meaning._replace(ndim=value.dim()))


def whole(tag: Tag | None) -> list[Part]:
    """The losses that a tag holds."""
    return [part for part in tag.parts if part.kind in WHOLE] if tag is not None else []


def lasting(tag: Tag | None) -> list[Part]:
    """The parts of a tag that stay, whatever function is made of them."""
    return [part for part in tag.parts if part.kind in LASTING] if tag is not None else []


def made_of(tag: Tag | None) -> Part | None:
    """What a loss without a whole part is made of: the part that says most."""
    found = {part.kind: part for part in (tag.parts if tag is not None else ())}
    return next((found[kind] for kind in (*LASTING, *BARE) if kind in found), None)


def log_softmax(kind: str, first: Tag | None, second: Tag | None) -> Tag | None:
    """z - logsumexp(z): the value, with the dim of its log-softmax; None for everything else."""
    if kind != "minus" or first is None or second is None or first.meaning.kind not in REAL:
        return None
    normalizer = parts.part_of(second, "normalizer")
    if normalizer is None or normalizer.about.meaning.kind not in REAL:
        return None
    return first._replace(meaning=first.meaning._replace(dim=normalizer.about.meaning.dim), parts=())


def softmax(kind: str, first: Tag | None, second: Tag | None) -> Tag | None:
    """z.exp() / z.exp().sum(dim), or p / p.sum(dim): a distribution over that dim; None for everything else."""
    mass = parts.part_of(second, "mass")
    if kind != "over" or first is None or mass is None or first.meaning.kind not in SHARED:
        return None
    meaning, about = first.meaning, mass.about
    if about.meaning.dim is None or about.meaning.kind != meaning.kind or about.steps[:1] != first.steps[:1]:
        return None
    exponential = parts.part_of(first, "exp")
    if exponential is not None and exponential.about.meaning.kind not in REAL:
        return None
    by = "softmax" if exponential is not None else meaning.by if meaning.kind in UNIT else ""
    return first._replace(meaning=meaning._replace(kind="distribution", by=by, dim=about.meaning.dim), parts=())
