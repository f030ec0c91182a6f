"""What is compared: an activation of the rule base, or the user's own."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn

from activadvise.errors import BadValue
from activadvise.live.target import resolve, user_code
from activadvise.rulebase import load
from activadvise.rulebase import names as known
from activadvise.rulebase.records import Activation
from activadvise.snippet import module as source

TRIED = torch.linspace(-3.0, 3.0, 13)


@dataclass(frozen=True)
class Candidate:
    """An activation that a model can be built with.

    Attributes:
        name: as in the setup.
        make: gives a new module; for a gated activation, that of its gate.
        entry: what the rule base knows; None for the user's own.
    """

    name: str
    make: Callable[[], nn.Module]
    entry: Activation | None = None

    @property
    def gated(self) -> bool:
        """Whether it needs two projections."""
        return self.entry is not None and self.entry.kind == "gated"


class Elementwise(nn.Module):
    """A plain function of the user's as a module: [...] -> [...]."""

    def __init__(self, function: Callable[[Tensor], Tensor]) -> None:
        super().__init__()
        self.function = function

    def forward(self, x: Tensor) -> Tensor:
        """f(x)."""
        return self.function(x)


def candidate(name: str) -> Candidate:
    """The activation behind an id, an alias, or `file.py:name` (a class, a module, a function of a tensor).

    Raises:
        UnknownName: not in the rule base.
        BadValue: it works over a dim, or the user's own cannot be used.
    """
    if ":" in name:
        return Candidate(name, _own(name))
    base = load()
    entry = base.activations[known.resolve("activation", base.activations, name).id]
    if entry.kind not in ("elementwise", "gated"):
        raise BadValue(
            f"{entry.id}: it works over a dim, not element by element; it is no hidden activation to compare."
        )
    return Candidate(name, _module(entry), entry)


def _module(entry: Activation) -> Callable[[], nn.Module]:
    """PyTorch's own module, or the class that a snippet would define."""
    base = load()
    space: dict[str, Any] = {}
    exec(f"import math\nimport torch\nfrom torch import Tensor, nn\n{source.definition(entry, base)}", space)
    code = compile(source.expression(entry, base), entry.id, "eval")

    def make() -> nn.Module:
        made: nn.Module = eval(code, space)
        return made

    return make


def _own(text: str) -> Callable[[], nn.Module]:
    found = resolve(text)
    if isinstance(found, nn.Module):
        return lambda: deepcopy(found)
    if not callable(found):
        raise BadValue(
            f"{text}: a {type(found).__name__} is no activation; name a module class or a function of a tensor."
        )
    make = found if isinstance(found, type) else lambda: Elementwise(found)
    with user_code(f"{text} on a tensor of {len(TRIED)} values"), torch.no_grad():
        module = make()
        given = module(TRIED.clone()) if isinstance(module, nn.Module) else None
    if not isinstance(given, Tensor) or given.shape != TRIED.shape or not given.is_floating_point():
        raise BadValue(
            f"{text}: called with a tensor of {len(TRIED)} values it does not return one value for each; an activation "
            f"to compare is a module class without arguments, a module, or a function of a tensor."
        )
    return make
