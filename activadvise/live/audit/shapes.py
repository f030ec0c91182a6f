"""Where the dim of a distribution (or of the units) goes when a tensor is viewed, moved or indexed."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod
from typing import Any

from torch import Tensor

Shape = Sequence[int]


def reshaped(dim: int | None, before: Shape, after: Shape) -> int | None:
    """The dim with as many elements in front of it and the same size, if there is one."""
    if dim is None:
        return None
    front, size = prod(before[:dim]), before[dim]
    for number, new in enumerate(after):
        if new == size and prod(after[:number]) == front:
            return number
    return None


def permuted(dim: int | None, order: Sequence[int]) -> int | None:
    """Where `permute` takes it."""
    places = [number % len(order) for number in order]
    return places.index(dim) if dim in places else None


def swapped(dim: int | None, first: int, second: int, ndim: int) -> int | None:
    """Where `transpose` takes it."""
    first, second = first % ndim, second % ndim
    return second if dim == first else first if dim == second else dim


def moved(name: str, dim: int | None, args: tuple[Any, ...], ndim: int) -> int | None:
    """Where a function of the transpose family takes it; None if that cannot be told."""
    if dim is None:
        return None
    numbers = list(args[0]) if args and isinstance(args[0], (list, tuple)) else list(args)
    if name in ("t", "T", "mT", "adjoint", "H", "mH"):
        return swapped(dim, -1, -2, ndim) if ndim > 1 else dim
    if not all(isinstance(n, int) for n in numbers):
        return None
    if name == "permute" and len(numbers) == ndim:
        return permuted(dim, numbers)
    if name in ("transpose", "swapaxes", "swapdims") and len(numbers) == 2:
        return swapped(dim, numbers[0], numbers[1], ndim)
    if name in ("movedim", "moveaxis") and len(numbers) == 2:
        order = [n for n in range(ndim) if n != numbers[0] % ndim]
        order.insert(numbers[1] % ndim, numbers[0] % ndim)
        return permuted(dim, order)
    return None


def indexed(dim: int | None, shape: Shape, index: Any) -> tuple[int | None, bool]:
    """After `tensor[index]`: the dim now, and whether it is still whole."""
    if dim is None:
        return None, True
    parts = list(index) if isinstance(index, tuple) else [index]
    at, now, used = 0, 0, sum(_width(part) for part in parts)
    if Ellipsis not in [p for p in parts if not isinstance(p, Tensor)]:
        parts.append(Ellipsis)
    for part in parts:
        width = len(shape) - used if part is Ellipsis else _width(part)
        if at <= dim < at + width:
            whole = part is Ellipsis or (isinstance(part, slice) and _all(part, shape[dim]))
            return (now + dim - at, True) if whole else (None, False)
        at += width
        now += width if part is Ellipsis else int(not isinstance(part, int))
    return None, True


def _width(part: Any) -> int:
    """How many dims of the tensor a part of an index uses up."""
    if part is None or part is Ellipsis:
        return 0
    if isinstance(part, Tensor) and str(part.dtype) in ("torch.bool", "torch.uint8"):
        return part.dim()
    return 1


def _all(part: slice, size: int) -> bool:
    return len(range(*part.indices(size))) == size
