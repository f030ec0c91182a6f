"""Facts of one call: its fan-in, its units, where its function is flat."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import torch
from torch import Tensor, nn

from activadvise.live import catalogue
from activadvise.live.functions import Cutoffs, cutoffs, differentiated, of_entry
from activadvise.live.restore import same_randomness
from activadvise.rulebase.records import Activation


def shape_of(call: Any, weight: Any, kwargs: dict[str, Any], args: tuple[Any, ...]) -> tuple[str, int, int | None, int]:
    """Kind, fan-in, number of output units and their axis."""
    if not isinstance(weight, Tensor):
        return "linear", 0, None, -1
    if call in catalogue.LINEAR:
        return "linear", weight.shape[-1], weight.shape[0], -1
    if call in catalogue.EMBEDDINGS:
        return "embedding", 1, weight.shape[-1], -1
    if call in catalogue.CONVOLUTIONS:
        return "convolution", weight[0].numel(), weight.shape[0], 1
    if call in catalogue.TRANSPOSED:
        stride = kwargs.get("stride", args[3] if len(args) > 3 else 1)
        steps = 1
        for step in stride if isinstance(stride, (tuple, list)) else [stride] * (weight.dim() - 2):
            steps *= step
        groups = int(kwargs.get("groups", args[6] if len(args) > 6 else 1))
        taps = weight[0, 0].numel()
        return "transposed convolution", max(1, weight.shape[0] // groups * taps // steps), weight.shape[1] * groups, 1
    return "linear", weight.shape[0], weight.shape[-1], -1


def call_cutoffs(
    call: Callable[..., Any], rest: Any, options: dict[str, Any], entry: Activation, share: float
) -> Cutoffs:
    """Cutoffs of the very call, with its slope, its beta; a gated one has those of its gate."""
    if entry.kind == "gated":
        return cutoffs(of_entry(catalogue.entry_of(entry.gate or "sigmoid")).both, share)
    if any(isinstance(value, Tensor) for value in (*rest, *options.values())) or entry.id in ("rrelu",):
        return Cutoffs(None, None)
    with torch.random.fork_rng(devices=[]):
        return cutoffs(lambda x: differentiated(lambda z: call(z, *rest, **options), x), share)


def own_cutoffs(module: nn.Module, share: float) -> Cutoffs:
    """Cutoffs of a user's own activation; none where it has a parameter per unit, or cannot be tried."""
    if any(p.numel() > 1 for p in module.parameters()):
        return Cutoffs(None, None)
    try:
        copied = deepcopy(module).double().cpu()
        with same_randomness():
            return cutoffs(lambda x: differentiated(copied.forward, x), share)
    except Exception:  # the user's own code on a grid it was not written for
        return Cutoffs(None, None)
