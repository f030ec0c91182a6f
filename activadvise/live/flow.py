"""What each tensor of a forward pass descends from: weight layers, norms, skips, activations."""

from __future__ import annotations

import re
import weakref
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import torch
from torch import Tensor

INTEGERS = frozenset({torch.int64, torch.int32, torch.int16, torch.int8, torch.uint8})


@dataclass(frozen=True)
class Place:
    """A line of the user's code."""

    file: str
    line: int


@dataclass(frozen=True)
class State:
    """The descent of a tensor.

    Attributes:
        sources: indices of the weight layers whose output it carries (the nearest ones).
        activation: index of the activation call since then, None before the first.
        activations: indices of all of them.
        bent: the first call since then that is neither an activation nor linear, and where it stands.
        normed: a normalization stands between the weight layer and here.
        joined: a skip, a concatenation or a product with another signal does.
        axis: where its units (channels, features) are.
        units: how many there are.
    """

    sources: frozenset[int] = frozenset()
    activation: int | None = None
    activations: frozenset[int] = frozenset()
    bent: tuple[str, Place | None] | None = None
    normed: bool = False
    joined: bool = False
    axis: int = -1
    units: int | None = None


class Flow:
    """States by tensor, for the time of one forward pass; holds no tensor alive.

    Args:
        graph: follow a tensor that came out of a call nobody saw (a scripted function, a custom
            autograd function) through autograd's graph, which is held alive meanwhile.
    """

    def __init__(self, graph: bool = False) -> None:
        self._states: dict[int, tuple[weakref.ref[Tensor], State | None]] = {}
        self._nodes: dict[Any, State | None] | None = {} if graph else None

    def get(self, tensor: Tensor) -> State | None:
        """The state of a tensor, None for a parameter or a constant."""
        found = self._states.get(id(tensor))
        if found is not None and found[0]() is tensor:
            return found[1]
        if self._nodes is None or tensor.grad_fn is None:
            return None
        state = self._of_graph(tensor.grad_fn)
        if state is not None:
            self.set(tensor, state)
        return state

    def set(self, value: Any, state: State | None) -> None:
        """Give every tensor of a result a state; None ends its descent here, also in autograd's graph."""
        for tensor in tensors(value):
            if tensor.dtype in INTEGERS:  # an index carries no signal
                continue
            self._states[id(tensor)] = (weakref.ref(tensor), state)
            if self._nodes is not None and tensor.grad_fn is not None:
                self._nodes[tensor.grad_fn] = state

    def _of_graph(self, last: Any) -> State | None:
        """Back through the graph to the nearest tensors that have a state."""
        assert self._nodes is not None
        found, seen, waiting = list[State](), {last}, [last]
        while waiting:
            node = waiting.pop()
            if node in self._nodes:
                known = self._nodes[node]
                found += [known] if known is not None else []
                continue
            following = [n for n, _ in node.next_functions if n is not None and n not in seen]
            seen.update(following)
            waiting += following
        if not found:
            return None
        state = merged(found, True)
        name = "scripted" if "jit" in last.name() else re.sub(r"Backward\d*$", "", last.name()).lower()
        return replace(state, bent=state.bent or (name, None))

    def of(self, values: Iterable[Any]) -> list[State]:
        """The states of the tensors among the arguments of a call."""
        return [state for value in values for tensor in tensors(value) if (state := self.get(tensor)) is not None]


def tensors(value: Any) -> Iterator[Tensor]:
    """The tensors of a value: of tuples, lists, dicts and the like, three deep."""
    if isinstance(value, Tensor):
        yield value
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from tensors(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from tensors(item)


def merged(states: list[State], joins: bool) -> State:
    """The state of a result that several tensors went into."""
    if len(states) == 1:
        return states[0]
    first = states[0]
    last = [state.activation for state in states if state.activation is not None]
    differ = any(state.sources != first.sources for state in states)
    return State(
        sources=frozenset().union(*(state.sources for state in states)),
        activation=max(last, default=None),
        activations=frozenset().union(*(state.activations for state in states)),
        bent=next((state.bent for state in states if state.bent), None),
        normed=all(state.normed for state in states),
        joined=any(state.joined for state in states) or (joins and differ),
        axis=first.axis,
        units=first.units,
    )


def unit_axis(shape: tuple[int, ...], state: State | None) -> int:
    """Which axis holds the units: that of the layer before, checked against its number of units."""
    axis = (1 if len(shape) >= 4 else -1) if state is None else state.axis
    if not -len(shape) <= axis < len(shape):
        return len(shape) - 1
    axis %= len(shape)
    if state is None or state.units is None or shape[axis] == state.units:
        return axis
    others = [index for index, size in enumerate(shape) if size == state.units and index > 0]
    return others[-1] if others else axis


def normed(state: State, axis: int | None) -> State:
    """The state behind a normalization."""
    return replace(state, normed=True, axis=state.axis if axis is None else axis)


def active(state: State, index: int, **changes: Any) -> State:
    """The state behind an activation call."""
    return replace(state, activation=index, activations=state.activations | {index}, **changes)
