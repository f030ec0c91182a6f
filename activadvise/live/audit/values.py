"""What only a run sees: values, shapes and targets of the first calls of each loss."""

from __future__ import annotations

import math
import os
from functools import lru_cache
from typing import Any, NamedTuple

import torch
import yaml
from torch import Tensor

from activadvise.meaning import NOTHING, Meaning

CLOSE = 1e-3
STILL = 1e-3
ENOUGH = 24


class Fault(NamedTuple):
    """A code of run_checks.yaml, with what its message is filled with."""

    code: str
    texts: dict[str, Any]


@lru_cache(maxsize=1)
def pages() -> dict[str, Any]:
    """run_checks.yaml."""
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "run_checks.yaml")
    with open(path, encoding="utf-8") as file:
        found: dict[str, Any] = yaml.safe_load(file)
    return found


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


def faults(loss: str, label: str, given: Any, target: Any) -> list[Fault]:
    """Shapes and targets that torch lets pass."""
    if not isinstance(given, Tensor) or not isinstance(target, Tensor):
        return []
    found = [_pairs(loss, label, given, target), _range(loss, label, target), _rows(loss, label, given, target)]
    return [fault for fault in found if fault is not None]


def _pairs(loss: str, label: str, given: Tensor, target: Tensor) -> Fault | None:
    if loss not in pages()["pairs"] or given.shape == target.shape:
        return None
    wide = torch.broadcast_shapes(given.shape, target.shape)
    if math.prod(wide) <= max(given.numel(), target.numel()):
        return None
    texts = {"input": list(given.shape), "target": list(target.shape), "wide": list(wide)}
    return Fault("ACT501", {"loss": label, **texts})


def _range(loss: str, label: str, target: Tensor) -> Fault | None:
    if target.numel() == 0:
        return None
    low, high = float(target.min()), float(target.max())
    texts = {"loss": label, "low": low, "high": high}
    if loss in pages()["signs"]:
        fits = bool((target.abs() == 1).all())
        return None if fits else Fault("ACT502", {**texts, "wanted": "-1 and +1"})
    known = pages()["targets"].get(loss)
    if known is None or (low >= known[0] - CLOSE and high <= known[1] + CLOSE):
        return None
    return Fault("ACT502", {**texts, "wanted": known[2]})


def _rows(loss: str, label: str, given: Tensor, target: Tensor) -> Fault | None:
    if loss != "cross_entropy" or not target.is_floating_point() or target.dim() < 2 or target.shape != given.shape:
        return None
    sums = target.detach().float().sum(1)
    if bool((target < -CLOSE).any()):
        return Fault("ACT503", {"loss": label, "what": f"the lowest is {float(target.min()):.3g}"})
    if bool((((sums - 1).abs() < 10 * CLOSE) | (sums.abs() < CLOSE)).all()):
        return None
    return Fault(
        "ACT503", {"loss": label, "what": f"rows sum to {float(sums.min()):.3g} up to {float(sums.max()):.3g}"}
    )


def wrong_dim(label: str, meaning: Meaning, given: Any) -> Fault | None:
    """Units of the last layer on another dim than the classes of cross entropy."""
    if meaning.kind != "raw" or not meaning.dim or meaning.dim == 1 or not isinstance(given, Tensor):
        return None
    return Fault("ACT504", {"loss": label, "by": meaning.by, "dim": meaning.dim, "input": list(given.shape)})


def standing(loss: str, label: str, classes: int, losses: list[Tensor]) -> Fault | None:
    """The last losses are all the same telling number."""
    if len(losses) < ENOUGH:
        return None
    last = torch.stack([value.detach().float().cpu() for value in losses[-ENOUGH:]])
    mean, spread = float(last.mean()), float(last.max() - last.min())
    if not math.isfinite(mean) or spread > STILL * max(mean, STILL):
        return None
    for value, what in _telling(loss, classes):
        if abs(mean - value) < STILL:
            return Fault("ACT505", {"loss": label, "value": mean, "what": what})
    return None


def _telling(loss: str, classes: int) -> list[tuple[float, str]]:
    if loss in ("bce", "bce_with_logits"):
        return [(math.log(2), "ln 2: every probability is one half")]
    if loss in ("cross_entropy", "nll") and classes > 1:
        floor = math.log(math.e + classes - 1) - 1
        chance = (math.log(classes), f"ln {classes}: chance level, all classes get the same probability")
        return [chance, (floor, f"the floor of a double softmax with {classes} classes")]
    return []
