"""The numbers of a pass: what a sink of the recorder takes from each call."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import torch
from torch import Tensor, nn
from torch.utils.hooks import RemovableHandle

from activadvise.live.calls import ActivationCall, WeightCall
from activadvise.live.functions import Cutoffs
from activadvise.live.recurrent import Gate, gates

NOWHERE = Cutoffs(None, None)


@dataclass
class Row:
    """The numbers of one call; the tensors of the call itself are not kept."""

    layer: str
    kind: str
    function: str
    call: ActivationCall | WeightCall | None = None
    owner: WeightCall | None = None
    flat: Cutoffs = NOWHERE
    units: int = 0
    samples: int = 0
    zero: float | None = None
    dead: int | None = None
    shut: int | None = None
    always: int = 0
    moves: bool = True
    left: float | None = None
    right: float | None = None
    mean: float = 0.0
    std: float = 0.0
    largest: float = 0.0
    second_in: float | None = None
    second: float = 0.0
    mean_square_weight: float | None = None
    constant_weight: bool = False
    gradient: float | None = None
    finite: bool = True


@dataclass(frozen=True)
class Sum:
    """A branch added to a residual stream: its last layers, and the stream's second moment before and after."""

    ends: tuple[WeightCall, ...]
    before: float
    after: float


@dataclass
class Collector:
    """Takes the statistics of every call at once and keeps numbers only.

    Attributes:
        rows: one per call, in execution order.
        streams: the sums at skips, in order.
        backward: the backward pass has begun; gradients that come by earlier are not the loss's.
        handles: the hooks on parameters.
    """

    rows: list[Row] = field(default_factory=list)
    streams: list[Sum] = field(default_factory=list)
    backward: bool = False
    handles: list[RemovableHandle] = field(default_factory=list)

    def activation(self, call: ActivationCall, z: Tensor, run: Callable[[], Tensor]) -> Tensor:
        """Statistics of the pre-activation before it may be overwritten, then of the output."""
        row = Row(call.layer, "activation", call.name, call, flat=call.flat)
        with torch.no_grad():
            _flatness(row, _by_unit(z.detach().float(), call.axis), call.flat)
        output = run()
        with torch.no_grad():
            _output(row, output.detach().float())
            row.zero = float((output == 0).float().mean())
        self._watch_gradient(row, output)
        self.rows.append(row)
        return output

    def weights(self, call: WeightCall, given: Tensor | None, output: Tensor) -> None:
        """Scale in, scale out, and the weights' own."""
        row = Row(call.layer, "weights", call.kind, call)
        with torch.no_grad():
            found = output.detach().float()
            row.mean, row.std, row.largest = float(found.mean()), float(found.std(correction=0)), _largest(found)
            _output(row, found)
            if given is not None and given.is_floating_point():
                row.second_in = second_moment(given)
            if call.weight is not None:
                weight = call.weight.detach().float()
                row.mean_square_weight = float(weight.square().mean())
                row.constant_weight = (
                    weight.dim() > 1 and weight.numel() > 8 and bool((weight == weight.flatten()[0]).all())
                )
        self._watch_gradient(row, output)
        self.rows.append(row)

    def joined(self, stream: Tensor, before: Tensor | None, ends: tuple[WeightCall, ...]) -> None:
        """The residual stream in front of an addition and behind it."""
        if stream.is_floating_point() and before is not None and ends:
            self.streams.append(Sum(ends, second_moment(before), second_moment(stream)))

    def recurrent(self, call: WeightCall, module: nn.Module, args: tuple[Any, ...], output: Any) -> None:
        """Each gate of each layer, computed from the layer's own outputs."""
        for gate in gates(module, args, output):
            row = Row(f"{call.layer}.{gate.name}", "recurrent", gate.function, flat=gate.flat, owner=call)
            with torch.no_grad():
                _flatness(row, gate.z.flatten(0, -2).T, gate.flat)
                _output(row, gate.value)
            self._watch_weight(row, gate)
            self.rows.append(row)

    def _watch_gradient(self, row: Row, output: Tensor) -> None:
        """The gradient's norm is written into the row when the backward pass comes by."""
        if not output.requires_grad:
            return

        def take(gradient: Tensor) -> None:
            if self.backward:
                norm = float(gradient.detach().double().square().sum().sqrt())
                row.gradient = norm if row.gradient is None else (row.gradient**2 + norm**2) ** 0.5

        output.register_hook(take)

    def _watch_weight(self, row: Row, gate: Gate) -> None:
        """A recurrent layer runs as one call: its gates' gradients are those of their recurrent weights."""
        if not gate.weight.requires_grad:
            return

        def take(gradient: Tensor) -> None:
            if self.backward:
                row.gradient = float(gradient.detach().chunk(gate.blocks)[gate.block].double().norm())

        self.handles.append(gate.weight.register_hook(take))

    def detach(self) -> None:
        """Remove the hooks on parameters."""
        for handle in self.handles:
            handle.remove()
        self.handles.clear()


def second_moment(values: Tensor) -> float:
    """E x², without the overflow that squares of large float32 values have."""
    found = float(values.detach().float().square().mean())
    return found if math.isfinite(found) else float(values.detach().double().square().mean())


def _by_unit(z: Tensor, axis: int) -> Tensor:
    """(units, values of each)."""
    return z.movedim(axis, 0).flatten(1) if z.dim() > 1 else z[None]


def _flatness(row: Row, z: Tensor, flat: Cutoffs) -> None:
    row.units, row.samples = z.shape[0], z.shape[1]
    row.mean, row.std, row.largest = float(z.mean()), float(z.std(correction=0)), _largest(z)
    below = z <= flat.left if flat.left is not None else torch.zeros_like(z, dtype=torch.bool)
    above = z >= flat.right if flat.right is not None else torch.zeros_like(below)
    row.left, row.right = float(below.float().mean()), float(above.float().mean())
    row.shut = int(below.all(dim=1).sum())
    row.dead = int((below | above).all(dim=1).sum())
    row.always = int((~(below | above)).all(dim=1).sum())
    row.moves = z.shape[1] < 2 or bool((z.amax(dim=1) > z.amin(dim=1)).any())


def _output(row: Row, output: Tensor) -> None:
    row.second = second_moment(output)
    row.finite = bool(torch.isfinite(output).all())


def _largest(z: Tensor) -> float:
    return float(z.abs().max()) if z.numel() else 0.0
