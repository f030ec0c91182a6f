"""Functions that a user wrote out: `x * (x > 0)`, `torch.where(...)`, an autograd function, a scripted one.

No call of theirs is an activation by itself. What is known is z, the weight layer's output, and
h, what the next layer reads; whether h is a function of each z alone, and its slope, autograd tells.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

import torch
from torch import Tensor

from activadvise.live.calls import ActivationCall
from activadvise.live.custom import known_functions
from activadvise.live.flow import State, active
from activadvise.live.functions import FAR_SLOPE, Cutoffs, cutoffs, of_entry
from activadvise.live.hooks import Off
from activadvise.rulebase.records import Activation

if TYPE_CHECKING:
    from activadvise.live.trace import Recorder

MOST = 4096
WIDE = 1.0  # values on both sides of 0 as far as this tell functions apart


def written_out(recorder: Recorder, state: State, h: Tensor) -> State:
    """The state of h with the function in it as an activation call of its own, where it is one."""
    assert state.bent is not None
    source = next(iter(state.sources), None)
    z = None if source is None or len(state.sources) > 1 else recorder.outputs.get(source)
    if state.joined or state.normed or z is None or source is None:
        return state
    name, line = state.bent
    with Off(recorder):
        slope = _slope(z, h)
        if slope is None:
            if not state.activations:
                recorder.unseen.setdefault(name, "what this call makes of its input is no function of each value alone")
            return state
        entry = _identified(z.detach(), h.detach())
        flat = cutoffs(of_entry(entry).both, recorder.share) if entry else _flat(z.detach(), slope, recorder.share)
        for part in (recorder.activations[index] for index in state.activations):
            part.part = True
        call = ActivationCall(
            len(recorder.activations), recorder.written(name), entry.id if entry else name, entry, flat,
            replace(state, activation=None), state.axis % z.dim(), line, after=(recorder.weights[source].layer,),
        )  # fmt: skip
        recorder.activations.append(call)
        recorder.weights[source].followers[:] = [call.index]
        recorder.sink.activation(call, z.detach(), lambda: h)
    return active(replace(state, bent=None, activations=frozenset()), call.index)


def _slope(z: Tensor, h: Tensor) -> Tensor | None:
    """∂h/∂z value by value; None if h mixes values: a random mixture then has another gradient."""
    if z.shape != h.shape or h is z or not h.requires_grad or not z.requires_grad:
        return None
    signs = torch.empty_like(h).bernoulli_(0.5, generator=_generator(h)).mul_(2).sub_(1)
    try:
        plain, mixed = (
            torch.autograd.grad(h, z, weights, retain_graph=True, allow_unused=True)[0]
            for weights in (torch.ones_like(h), signs)
        )
    except RuntimeError:  # z was overwritten since, or the user's backward cannot run twice
        return None
    if plain is None or mixed is None or not torch.allclose(plain * signs, mixed, rtol=1e-3, atol=1e-6):
        return None
    return plain.detach()


def _generator(like: Tensor) -> torch.Generator:
    return torch.Generator(like.device).manual_seed(0)


def _identified(z: Tensor, h: Tensor) -> Activation | None:
    """The entry of the rule base that gives the same values."""
    x, y = z.flatten()[:MOST].double().cpu(), h.flatten()[:MOST].double().cpu()
    if float(x.min()) > -WIDE or float(x.max()) < WIDE:
        return None
    fits: Iterable[Activation] = (
        entry for entry in known_functions() if torch.allclose(of_entry(entry).value(x), y, rtol=1e-3, atol=1e-4)
    )
    return next(iter(fits), None)


def _flat(z: Tensor, slope: Tensor, share: float) -> Cutoffs:
    """Where it is flat, read off the values seen: nothing steep lies beyond, and the slope there vanishes."""
    points, order = z.flatten().sort()
    slopes = slope.flatten()[order].abs()
    steepest = float(slopes.max())
    steep = (slopes >= share * steepest).nonzero().flatten()
    if steepest < FAR_SLOPE:
        return Cutoffs(float(points[-1]), None)
    first, last = int(steep[0]), int(steep[-1])
    left = float(points[first - 1]) if first > 0 and float(slopes[0]) < FAR_SLOPE * steepest else None
    right = None
    if last < len(points) - 1 and float(slopes[-1]) < FAR_SLOPE * steepest:
        right = float(points[last + 1])
    return Cutoffs(left, right)
