"""Statistics over a window of sampled steps, kept on the device.

Nothing here waits for the device: counts go into tensors, and `rows` reads them all at once.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import torch
from torch import Tensor, nn

from activadvise.live.calls import ActivationCall, WeightCall
from activadvise.live.inspect.statistics import Row
from activadvise.live.recurrent import Gate, gates

LIMIT = 1 << 16
SEQUENCES = 8


@dataclass
class Kept:
    """The sums of one layer; tensors stay on its device."""

    row: Row
    silent: Tensor
    shut: Tensor
    always: Tensor
    sums: Tensor
    values: int = 0
    samples: int = 0
    gradient: Tensor | None = None
    gradients: int = 0


@dataclass
class Window:
    """A sink of the recorder: adds up what is seen until `rows` is asked for."""

    kept: dict[str, Kept] = field(default_factory=dict)

    def activation(self, call: ActivationCall, z: Tensor, run: Callable[[], Tensor]) -> Tensor:
        """Counts of the pre-activation, then the output's zeros; the gradient when it comes by."""
        with torch.no_grad():
            part, axis = sampled(z.detach(), call.axis)
            units = part.movedim(axis, 0).flatten(1) if part.dim() > 1 else part[None]
            kept = self._of(Row(call.layer, "activation", call.name, call, flat=call.flat), units)
            if kept is not None:
                add(kept, units.float())
        output = run()
        if kept is not None:
            _watch_gradient(kept, output, call.axis)
            if call.entry is None or call.entry.sparse is not False:
                with torch.no_grad():
                    zeros = (sampled(output.detach(), call.axis)[0] == 0).sum()
                    kept.sums[3] += zeros
        return output

    def weights(self, call: WeightCall, given: Tensor | None, output: Tensor) -> None:
        """The scale of a layer's output and of its gradient, for the chains of layers."""
        if not output.is_floating_point() or output.dim() == 0:
            return
        with torch.no_grad():
            part, axis = sampled(output.detach(), -1)
            units = part.flatten(0, -2).T if part.dim() > 1 else part[:, None]
            kept = self._of(Row(call.layer, "weights", call.kind, call), units)
            if kept is not None:
                add(kept, units.float())
        if kept is not None:
            _watch_gradient(kept, output, axis)

    def joined(self, stream: Tensor, before: Tensor | None, ends: tuple[WeightCall, ...]) -> None:
        """Sums are not watched; what they are made of is."""

    def recurrent(self, call: WeightCall, module: nn.Module, args: tuple[Any, ...], output: Any) -> None:
        """Gates of a few sequences."""
        given = args[0] if args else None
        if not isinstance(given, Tensor) or given.dim() != 3 or (len(args) > 1 and args[1] is not None):
            return
        batch_first = bool(getattr(module, "batch_first", False))
        few = given[:SEQUENCES] if batch_first else given[:, :SEQUENCES]
        for gate in gates(module, (few,), output):
            self._gate(call, gate)

    def _gate(self, call: WeightCall, gate: Gate) -> None:
        units = gate.z.flatten(0, -2).T
        row = Row(f"{call.layer}.{gate.name}", "recurrent", gate.function, flat=gate.flat, owner=call)
        kept = self._of(row, units)
        if kept is not None:
            add(kept, units)

    def _of(self, row: Row, units: Tensor) -> Kept | None:
        """The sums of a layer; None if its number of units changes from call to call."""
        found = self.kept.get(row.layer)
        if found is None:
            flags = torch.ones(units.shape[0], dtype=torch.bool, device=units.device)
            sums = torch.zeros(
                6, dtype=torch.float64 if units.device.type != "mps" else torch.float32, device=units.device
            )
            found = Kept(row, flags, flags.clone(), flags.clone(), sums)
            self.kept[row.layer] = found
        return found if found.silent.shape[0] == units.shape[0] else None

    def rows(self) -> list[Row]:
        """Read every sum; the only place that waits for the device. The window starts anew."""
        packed = [_packed(kept) for kept in self.kept.values()]
        numbers = [tensor.tolist() for tensor in packed]
        rows = [_row(kept, found) for kept, found in zip(self.kept.values(), numbers, strict=True)]
        self.kept.clear()
        return rows


def sampled(z: Tensor, axis: int) -> tuple[Tensor, int]:
    """At most LIMIT values, by striding every axis but that of the units; a view."""
    axis %= z.dim()
    steps = [1] * z.dim()
    size = z.numel()
    while size > LIMIT:
        others = [i for i in range(z.dim()) if i != axis and z.shape[i] // (2 * steps[i]) >= 1]
        if not others:
            break
        largest = max(others, key=lambda i: z.shape[i] // steps[i])
        steps[largest] *= 2
        size = (size + 1) // 2
    return z[tuple(slice(None, None, step) for step in steps)], axis


def add(kept: Kept, z: Tensor) -> None:
    """One call's values: (units, samples)."""
    flat = kept.row.flat
    sums = [z.sum(), z.square().sum()]
    if flat.any:
        low, high = z.amin(dim=1), z.amax(dim=1)
        left = z <= flat.left if flat.left is not None else None
        right = z >= flat.right if flat.right is not None else None
        below = high <= flat.left if flat.left is not None else torch.zeros_like(kept.silent)
        above = low >= flat.right if flat.right is not None else torch.zeros_like(kept.silent)
        kept.shut &= below
        if left is not None and right is not None:
            kept.silent &= (left | right).all(dim=1)
        else:
            kept.silent &= below | above
        inside = low > flat.left if flat.left is not None else torch.ones_like(kept.silent)
        if flat.right is not None:
            inside = inside & (high < flat.right)
        kept.always &= inside
        zero = z.new_zeros(())
        sums += [left.sum() if left is not None else zero, zero, right.sum() if right is not None else zero]
    kept.sums[: len(sums)] += torch.stack([item.to(kept.sums.dtype) for item in sums])
    kept.values += z.numel()
    kept.samples += z.shape[1]


def _watch_gradient(kept: Kept, output: Tensor, axis: int) -> None:
    if not output.requires_grad:
        return

    def take(gradient: Tensor) -> None:
        part, _ = sampled(gradient.detach(), axis)
        square = part.to(kept.sums.dtype).square().sum() * (gradient.numel() / max(1, part.numel()))
        kept.gradient = square if kept.gradient is None else kept.gradient + square
        kept.gradients += 1

    output.register_hook(take)


def _packed(kept: Kept) -> Tensor:
    flags = torch.stack([kept.silent.sum(), kept.shut.sum(), kept.always.sum()]).to(kept.sums.dtype)
    gradient = kept.sums.new_zeros(1) if kept.gradient is None else kept.gradient.to(kept.sums.dtype)[None]
    return torch.cat([kept.sums, flags, gradient])


def _row(kept: Kept, found: list[float]) -> Row:
    row, count = kept.row, max(1, kept.values)
    total, square, left, zeros, right = found[:5]
    row.units, row.samples = kept.silent.shape[0], kept.samples
    row.mean = total / count
    row.std = math.sqrt(max(0.0, square / count - row.mean**2)) if math.isfinite(square) else math.nan
    row.left, row.right, row.zero = left / count, right / count, zeros / count
    row.dead, row.shut, row.always = int(found[6]), int(found[7]), int(found[8])
    row.gradient = math.sqrt(found[9] / kept.gradients) if kept.gradients and found[9] >= 0 else None
    row.finite = math.isfinite(total)
    row.second = square / count
    row.moves = row.std > 0.0
    return row
