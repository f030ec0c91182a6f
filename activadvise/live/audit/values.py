"""What only a run sees: values, shapes and targets of the first calls of each loss."""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import torch
from torch import Tensor

from activadvise.formula import parse
from activadvise.meaning import NOTHING, Meaning
from activadvise.rulebase.records import Activation, Loss

CLOSE = 1e-3
STILL = 1e-3
ENOUGH = 24
IGNORED = -100  # torch's default ignore_index


class Fault(NamedTuple):
    """A check of the kind that only a run can make, with what its message is filled with."""

    code: str
    texts: dict[str, Any]


def readable(value: Any) -> Any:
    """The value, None where its numbers cannot be read: inside vmap, on the meta device."""
    if not isinstance(value, Tensor) or value.device.type == "meta":
        return None
    return None if torch._C._functorch.is_functorch_wrapped_tensor(value) else value


def evident(expects: str, given: Tensor) -> Meaning:
    """What the values alone say: rows that sum to one, or whose exponentials do."""
    if expects not in ("class-logits", "log-distribution") or given.dim() < 2 or given.shape[1] < 2:
        return NOTHING
    value = given.detach().float()
    if value.numel() < 4 or not bool(torch.isfinite(value).all()):
        return NOTHING
    sums = value.sum(1)
    if bool((value >= 0).all()) and bool(((sums - 1).abs() < CLOSE).all()) and not _one_hot(value):
        return Meaning("distribution", "", 1)
    if bool((value <= 0).all()) and bool(((value.exp().sum(1) - 1).abs() < CLOSE).all()):
        return Meaning("log-distribution", "", 1)
    return NOTHING


def _one_hot(value: Tensor) -> bool:
    return bool(((value == 0) | (value == 1)).all())


def faults(loss: Loss, label: str, given: Any, target: Any, ignored: int = IGNORED) -> list[Fault]:
    """Shapes and targets that torch lets pass, or refuses without saying why."""
    if not isinstance(given, Tensor) or not isinstance(target, Tensor):
        return []
    classes = given.shape[1] if given.dim() > 1 else given.shape[-1] if given.dim() else 0
    found = [
        _pairs(loss, label, given.shape, target.shape), _range(loss, label, target),
        _indices(loss, label, classes, target, ignored), _rows(loss, label, given, target),
    ]  # fmt: skip
    return [fault for fault in found if fault is not None]


def by_hand(loss: Loss, label: str, shapes: Any, target: Any) -> list[Fault]:
    """The same of a loss written by hand; `shapes` are those of the value, the target and the result."""
    found = [_range(loss, label, target) if isinstance(target, Tensor) else None]
    if shapes and _outer(*shapes):
        found.append(_pairs(loss, label, shapes[0], shapes[1]))
    return [fault for fault in found if fault is not None]


def _outer(given: Any, target: Any, result: Any) -> bool:
    """[B, 1] against [B]: the result is [B, B], and nobody wrote an index for it."""
    short, long = sorted((tuple(given), tuple(target)), key=len)
    if len(short) != 1 or len(long) != 2 or long[1] != 1:
        return False
    return bool(short[0] == long[0] > 1 and len(result) == 2)


def _pairs(loss: Loss, label: str, given: Any, target: Any) -> Fault | None:
    if not loss.limits.same_shape or given == target:
        return None
    wide = torch.broadcast_shapes(given, target)
    if math.prod(wide) <= max(math.prod(given), math.prod(target)):
        return None
    return Fault("ACT501", {"loss": label, "input": list(given), "target": list(target), "wide": list(wide)})


def _range(loss: Loss, label: str, target: Tensor) -> Fault | None:
    limits = loss.limits
    if target.numel() == 0 or not (limits.only or limits.low is not None or limits.high is not None):
        return None
    low, high = float(target.min()), float(target.max())
    fits = low >= _or(limits.low, -math.inf) - CLOSE and high <= _or(limits.high, math.inf) + CLOSE
    if limits.only:
        fits = bool(torch.isin(target, torch.tensor(limits.only, dtype=target.dtype, device=target.device)).all())
    return None if fits else Fault("ACT502", {"loss": label, "low": low, "high": high, "wanted": loss.target.values})


def _or(value: float | None, default: float) -> float:
    return default if value is None else value


def _indices(loss: Loss, label: str, classes: int, target: Tensor, ignored: int) -> Fault | None:
    if not loss.limits.classes or target.is_floating_point():
        return None
    read = target[target != ignored]
    if read.numel() == 0 or (int(read.min()) >= 0 and int(read.max()) < classes):
        return None
    texts = {"low": float(read.min()), "high": float(read.max()), "wanted": f"class indices 0 to {classes - 1}"}
    return Fault("ACT502", {"loss": label, **texts})


def _rows(loss: Loss, label: str, given: Tensor, target: Tensor) -> Fault | None:
    if not loss.limits.distribution or not target.is_floating_point() or target.shape != given.shape:
        return None
    sums = target.detach().float().sum(1 if target.dim() > 1 else 0)
    if bool((target < -CLOSE).any()):
        return Fault("ACT503", {"loss": label, "what": f"the lowest is {float(target.min()):.3g}"})
    if bool((((sums - 1).abs() < 10 * CLOSE) | (sums.abs() < CLOSE)).all()):
        return None
    return Fault(
        "ACT503", {"loss": label, "what": f"rows sum to {float(sums.min()):.3g} up to {float(sums.max()):.3g}"}
    )


def wrong_dim(loss: Loss, label: str, meaning: Meaning, given: Any) -> Fault | None:
    """Units of the last layer on another dim than the classes of cross entropy."""
    if not loss.limits.classes or loss.expects != "class-logits" or not isinstance(given, Tensor):
        return None
    if meaning.kind != "raw" or not meaning.dim or meaning.dim == 1:
        return None
    return Fault("ACT504", {"loss": label, "by": meaning.by, "dim": meaning.dim, "input": list(given.shape)})


def out_of_reach(label: str, activation: Activation, target: Tensor) -> Fault | None:
    """Targets of a regression that lie outside the range of its output."""
    bounds = activation.range
    if bounds is None or not target.numel() or target.dtype.is_complex:
        return None
    low, high = float(target.min()), float(target.max())
    if low >= bounds.low - CLOSE and high <= bounds.high + CLOSE:
        return None
    reach = f"values from {bounds.low:g} to {bounds.high:g}"
    return Fault("ACT506", {"loss": label, "activation": activation.id, "low": low, "high": high, "reach": reach})


def standing(loss: Loss, label: str, classes: int, losses: list[Tensor]) -> Fault | None:
    """The last losses are all the same telling number."""
    if len(losses) < ENOUGH:
        return None
    last = torch.stack([value.detach().float().cpu() for value in losses[-ENOUGH:]])
    mean, spread = float(last.mean()), float(last.max() - last.min())
    if not math.isfinite(mean) or spread > STILL * max(mean, STILL):
        return None
    for number in loss.numbers:
        counted = "C" in number.value
        if counted and classes < 2:
            continue
        value = parse(number.value, {"C": float(classes)}).value(0.0)
        if abs(mean - value) < STILL:
            of = f", with {classes} classes" if counted else ""
            return Fault("ACT505", {"loss": label, "value": mean, "what": f"{number.value}{of}: {number.means}"})
    return None
