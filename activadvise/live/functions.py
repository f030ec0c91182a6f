"""Elementwise functions on tensors: from the rule base, from a formula, or the user's own."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Union

import torch
from torch import Tensor, nn

from activadvise.errors import BadValue
from activadvise.formula import Formula, parse
from activadvise.live.dual import evaluate
from activadvise.rulebase.records import Activation

TensorFunction = Callable[[Tensor], Tensor]
Given = Union[str, Formula, TensorFunction, nn.Module]

FAR = 1.0e3
FAR_SLOPE = 1.0e-4


@dataclass(frozen=True)
class Function:
    """An elementwise function.

    Attributes:
        name: how it is shown.
        both: x → (f(x), f'(x)), for tensors of any shape.
        entry: what the rule base knows about it, None for a function of the user's own.
    """

    name: str
    both: Callable[[Tensor], tuple[Tensor, Tensor]]
    entry: Activation | None = None

    def value(self, x: Tensor) -> Tensor:
        """f(x)."""
        return self.both(x)[0]

    def slope(self, x: Tensor) -> Tensor:
        """f'(x)."""
        return self.both(x)[1]


@dataclass(frozen=True)
class Cutoffs:
    """Where a function is flat: |f'| < τ·max|f'| for every z below `left` or above `right`.

    None: on that side the slope does not vanish, however far one goes.
    """

    left: float | None
    right: float | None

    @property
    def any(self) -> bool:
        """Whether the function can saturate at all."""
        return self.left is not None or self.right is not None


def function(given: Given) -> Function:
    """The function behind an id or alias, a formula, a module or a callable.

    Raises:
        UnknownName: neither a known name nor a formula.
        BadFormula: a formula outside the language.
        BadValue: a name that works over a dim.
    """
    if isinstance(given, Formula):
        return Function(given.text, lambda x: evaluate(given, x))
    if isinstance(given, str):
        return _named(given)
    name = type(given).__name__ if isinstance(given, nn.Module) else getattr(given, "__name__", repr(given))
    return Function(name, lambda x: differentiated(given, x))


def of_entry(entry: Activation) -> Function:
    """The function of an entry of the rule base; a gated one has that of its gate.

    Raises:
        BadValue: it works over a dim, not element by element.
    """
    if entry.formula is None:
        raise BadValue(f"{entry.name} works over a dim, not element by element.")
    formula = parse(entry.formula, entry.parameters)
    return Function(entry.id, lambda x: evaluate(formula, x), entry)


def _named(text: str) -> Function:
    from activadvise.rulebase import load
    from activadvise.rulebase.names import resolve

    if re.search(r"\bx\b", text):  # a formula; no name has a lonely x
        return function(parse(text))
    base = load()
    entry = base.activations[resolve("activation", base.activations, text).id]
    if entry.gate and entry.formula is None:
        entry = base.activations[entry.gate]
    return of_entry(entry)


def differentiated(call: TensorFunction, x: Tensor) -> tuple[Tensor, Tensor]:
    """f and f' of a torch callable by autograd, in the precision of x.

    It may run in the middle of the user's forward: what autograd saves here is kept from the
    hooks of a checkpoint around it, which counts what is saved.
    """
    with torch.enable_grad(), torch.autograd.graph.saved_tensors_hooks(_itself, _itself):
        point = x.detach().clone().requires_grad_()
        value = call(point.clone())  # a call that works in place may not write into a leaf
        if not isinstance(value, Tensor) or value.shape != point.shape:
            raise BadValue(f"{call!r} is not elementwise: it does not return one value for each it gets.")
        if not value.requires_grad:  # constant, or piecewise constant
            return value, torch.zeros_like(value)
        (slope,) = torch.autograd.grad(value.sum(), point)
    return value.detach(), slope.detach()


def _itself(saved: Tensor) -> Tensor:
    return saved


def cutoffs(both: Callable[[Tensor], tuple[Tensor, Tensor]], share: float, reach: float = 16.0) -> Cutoffs:
    """From where on, to the left and to the right, the slope stays below `share` of its maximum.

    Crossings of zero inside (GELU at -0.75) do not count: the function is flat there at one
    point only. A slope that is small but constant (Leaky ReLU) does not count either.
    """
    grid = torch.linspace(-reach, reach, 4097, dtype=torch.float64)
    slopes = both(grid)[1].abs().nan_to_num(0.0, posinf=0.0)
    steepest = float(slopes.max())
    if steepest == 0.0:
        return Cutoffs(None, None)
    if float(slopes[[0, -1]].max()) >= 0.9 * steepest > 2.0:  # a slope without bound (ReLU²): flat means none at all
        share *= FAR_SLOPE
    far = both(torch.tensor([-FAR, FAR], dtype=torch.float64))[1].abs().nan_to_num(torch.inf)
    steep = (slopes >= share * steepest).nonzero().flatten()
    first, last = int(steep[0]), int(steep[-1])

    def flat(z: float) -> bool:
        return float(both(torch.tensor([z], dtype=torch.float64))[1].abs()) < share * steepest

    left = right = None
    if first > 0 and float(far[0]) < FAR_SLOPE * steepest:
        left = _edge(flat, float(grid[first - 1]), float(grid[first]))
    if last < len(grid) - 1 and float(far[1]) < FAR_SLOPE * steepest:
        right = _edge(flat, float(grid[last + 1]), float(grid[last]))
    return Cutoffs(left, right)


def _edge(flat: Callable[[float], bool], inside: float, outside: float) -> float:
    """Where flatness ends, between a flat point and a steep one; to six decimals, so kinks at 0 are 0."""
    for _ in range(40):
        middle = 0.5 * (inside + outside)
        if flat(middle):
            inside = middle
        else:
            outside = middle
    return round(inside, 6) + 0.0
