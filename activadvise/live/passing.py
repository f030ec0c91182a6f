"""How descent goes on through calls that are neither activations nor weight layers: norms, skips, products."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from torch import Tensor

from activadvise.live import catalogue
from activadvise.live.flow import State, merged, normed, tensors
from activadvise.live.hooks import place

if TYPE_CHECKING:
    from activadvise.live.trace import Recorder


def passed(recorder: Recorder, call: Callable[..., Any], values: tuple[Any, ...], result: Any) -> None:
    """Give the result of a call the state that follows from its arguments'."""
    states = recorder.flow.of(values)
    if not states:
        return
    if call in catalogue.SOFTMAXES:  # weights of a mixture: what they mix is what goes on
        recorder.flow.set(result, None)
        return
    if call in catalogue.NORMS:
        norm(recorder, result, states[0], 1 if call in catalogue.CHANNEL_NORMS else -1)
    elif call in catalogue.ADDITIONS:
        _added(recorder, values, states, result)
    elif call in catalogue.MULTIPLICATIONS and len(states) > 1:
        _multiplied(recorder, states, result)
    elif call in catalogue.ATTENTIONS:
        value = next((state for t in values[2:3] if isinstance(t, Tensor) if (state := recorder.flow.get(t))), None)
        recorder.flow.set(result, value or replace(merged(states, True), joined=True))
    elif len(states) > 1 and call in catalogue.PRODUCTS | catalogue.CONCATENATIONS:
        recorder.flow.set(result, replace(merged(states, True), joined=True))
    else:
        state = merged(states, False)
        bends = call in catalogue.BENDS and state.bent is None
        recorder.flow.set(result, replace(state, bent=(_name(call), place())) if bends else state)


def norm(recorder: Recorder, result: Any, state: State, axis: int | None) -> None:
    """A normalization; `axis` is that of its units, None where the layer's is kept."""
    for source in state.sources:
        if state.activation is None:
            recorder.weights[source].normed_after = True
    recorder.flow.set(result, normed(state, axis))


def _multiplied(recorder: Recorder, states: list[State], result: Any) -> None:
    state = merged(states, True)
    for part in states:
        if part.activation is not None:
            recorder.activations[part.activation].gate = True
    if all(part.sources == states[0].sources for part in states):  # x · sigmoid(x): a function of x alone
        recorder.flow.set(result, replace(state, bent=state.bent or ("mul", place())))
    else:
        recorder.flow.set(result, replace(state, joined=True))


def _added(recorder: Recorder, values: tuple[Any, ...], states: list[State], result: Any) -> None:
    recorder.flow.set(result, merged(states, True))
    if len(states) < 2 or states[0].sources == states[1].sources:
        return
    depths = [max((recorder.weights[i].depth for i in s.sources), default=0) for s in states[:2]]
    at = 0 if depths[0] > depths[1] else 1
    branch = states[at]
    ends = tuple(recorder.weights[source] for source in sorted(branch.sources))
    for end in ends:
        end.added = True
        if branch.activation is None and not branch.normed:
            end.ends_branch = True
    if isinstance(result, Tensor):
        summed = [t for value in values for t in tensors(value) if recorder.flow.get(t) is not None]
        recorder.sink.joined(result, summed[1 - at] if len(summed) == 2 else None, ends)


def _name(call: Callable[..., Any]) -> str:
    return getattr(call, "__name__", "function").strip("_")
