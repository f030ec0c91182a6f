"""Telling whether a module of the user's own is an activation: by trying, not by its name."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from functools import lru_cache
from typing import Any

import torch
from torch import Tensor, nn

from activadvise.live.functions import of_entry
from activadvise.live.restore import same_randomness
from activadvise.rulebase.records import Activation

MOST = 4096


def elementwise(module: nn.Module, given: Tensor) -> bool:
    """Whether each output depends on the input at its own place only, and is not the input itself.

    Half of the values are replaced: the outputs at the other half must not move. A copy of the
    module is tried, so that its buffers stay, and the random states are put back.
    """
    with torch.no_grad(), same_randomness():
        try:
            copied = deepcopy(module)
            point = torch.randn(given.shape).to(given)  # not the data: a layer may be dead on them
            keep = torch.rand(point.shape).to(point.device) < 0.5
            other = torch.where(keep, point, point.flip(0) * 0.5 + 0.1)
            before, after, again = (copied.forward(x.clone()) for x in (point, other, point))
        except Exception:  # not made for such a call, or not to be copied: then it is no activation
            return False
        if not isinstance(before, Tensor) or before.shape != point.shape or not before.is_floating_point():
            return False
        same = torch.equal(before[keep], after[keep]) and torch.equal(again, before)
        return bool(same and not _affine(before, point))


def _affine(output: Tensor, given: Tensor) -> bool:
    """Identity, scaling, shift: the output is a line of the input."""
    x, y = given.flatten()[:MOST].double(), output.flatten()[:MOST].double()
    if len(x) < 3 or float(x.std()) == 0.0:
        return True
    slope = ((x - x.mean()) * (y - y.mean())).mean() / ((x - x.mean()) ** 2).mean()
    residual = y - y.mean() - slope * (x - x.mean())
    return bool(residual.abs().max() <= 1e-5 * (y.abs().max() + 1e-12))


def identified(module: nn.Module) -> Activation | None:
    """The entry of the rule base that computes the same, None for a function that it does not know."""
    grid = _grid()
    try:
        with torch.no_grad(), same_randomness():
            values = deepcopy(module).double().cpu().forward(grid.clone())
    except Exception:  # the user's own code on inputs of another shape
        return None
    if not isinstance(values, Tensor) or values.shape != grid.shape:
        return None
    return _same_as(values)


def clamped(call: Callable[..., Tensor], args: tuple[Any, ...], kwargs: dict[str, Any]) -> str | None:
    """The activation that a clamp is: `clamp(min=0)` is a ReLU, `clamp(0, 6)` a ReLU6."""
    bounds = (*args[1:], *(value for key, value in kwargs.items() if key != "input"))
    if not all(isinstance(value, (int, float)) for value in bounds):
        return None
    return _clamped(call, args[1:], tuple(sorted((k, v) for k, v in kwargs.items() if k != "input")))


@lru_cache(maxsize=256)
def _clamped(call: Callable[..., Tensor], rest: tuple[Any, ...], options: tuple[tuple[str, Any], ...]) -> str | None:
    found = _same_as(call(_grid(), *rest, **dict(options)))
    return found.id if found is not None else None


def _same_as(values: Tensor) -> Activation | None:
    fits = (entry for entry, known in _known() if torch.allclose(values, known, rtol=1e-4, atol=1e-5))
    return next(fits, None)


def _grid() -> Tensor:
    return torch.linspace(-8.0, 8.0, 81, dtype=torch.float64)


@lru_cache(maxsize=1)
def known_functions() -> list[Activation]:
    """The entries of the rule base that are functions of one value, and not the identity."""
    from activadvise.rulebase import load

    entries = load().activations.values()
    return [entry for entry in entries if entry.formula and entry.id not in ("identity", "linear")]


@lru_cache(maxsize=1)
def _known() -> list[tuple[Activation, Tensor]]:
    return [(entry, of_entry(entry).value(_grid())) for entry in known_functions()]
