"""The user's own model: a factory that takes the activation, or any module whose activations are swapped in place."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from copy import deepcopy
from typing import Any

import torch
from torch import Tensor, nn

from activadvise.errors import BadValue
from activadvise.live import custom
from activadvise.live.compare.candidates import Candidate
from activadvise.live.target import resolve, user_code

GIVEN = torch.linspace(-4.0, 4.0, 64).reshape(8, 8)


class UserModel:
    """A model of `--model file.py:name`, with the candidate in it.

    Attributes:
        layout: None: whichever of the data's it takes.
        note: which activations were swapped; empty for a factory.
    """

    layout: str | None = None

    def __init__(self, text: str, candidate: Candidate) -> None:
        self.text, self.candidate = text, candidate
        self.note = ""
        found = resolve(text)
        if candidate.gated:
            raise BadValue(
                f"{candidate.name}: a gated activation needs two projections, and {text} makes its layers itself; "
                f"compare its gate's function, or take --arch for a program that has a place for gates."
            )
        self._make = self._factory(found)
        self(0)

    def __call__(self, seed: int) -> nn.Module:
        """A new model; what is random in its making depends on the seed.

        Raises:
            BadValue: the user's code fails.
        """
        with torch.random.fork_rng(devices=[]), user_code(f"{self.text} with {self.candidate.name}"):
            torch.manual_seed(seed)
            model = self._make()
        if not isinstance(model, nn.Module):
            raise BadValue(f"{self.text} gave a {type(model).__name__}, not an nn.Module.")
        return model

    def prepared(self, x: Tensor) -> Tensor:
        """The inputs as they are."""
        return x

    def _factory(self, found: Any) -> Callable[[], Any]:
        if isinstance(found, nn.Module):
            return lambda: self._swapped(deepcopy(found))
        if not callable(found):
            raise BadValue(f"{self.text}: a {type(found).__name__} is no nn.Module, nor a function that makes one.")
        if _takes_one(found):
            return lambda: found(Given(self.candidate.make))
        return lambda: self._swapped(found())

    def _swapped(self, model: Any) -> Any:
        """Every module that works element by element becomes the candidate.

        Raises:
            BadValue: there is none: functional calls cannot be swapped.
        """
        if not isinstance(model, nn.Module):
            return model
        places = [name for name, module in model.named_modules() if name and is_activation(module)]
        if not places:
            raise BadValue(
                f"{self.text}: no activation module was found in it (nn.ReLU(), nn.GELU() or a class of your own); "
                f"calls such as F.relu(x) inside forward cannot be swapped. Make the activation a module, or let "
                f"{self.text.rpartition(':')[2]} take it as its argument: def make_model(activation): ..."
            )
        for name in places:
            model.set_submodule(name, self.candidate.make())
        more = f" and {len(places) - 4} more" if len(places) > 4 else ""
        self.note = f"{self.candidate.name} was put in place of {', '.join(places[:4])}{more}."
        return model


class Given(nn.Module):
    """The candidate as a factory gets it: a module to put into a model, or to call without arguments for a new one.

    Both ways are common: `nn.Sequential(nn.Linear(8, 8), activation)`, and the same with `activation()`.
    """

    def __init__(self, make: Callable[[], nn.Module]) -> None:
        super().__init__()
        self._make, self.made = make, make()

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """f(x), or without x a new module."""
        return super().__call__(*args, **kwargs) if args or kwargs else self._make()

    def forward(self, x: Tensor) -> Tensor:
        """f(x)."""
        value: Tensor = self.made(x)
        return value


def is_activation(module: nn.Module) -> bool:
    """Whether a module computes an activation: without children or weights, element by element, and no line."""
    if list(module.children()) or any(p.ndim > 1 or p.numel() > 1 for p in module.parameters()):
        return False
    if isinstance(module, (nn.modules.batchnorm._NormBase, nn.modules.dropout._DropoutNd)):
        return False
    was = module.training
    module.eval()
    try:
        return custom.elementwise(module, GIVEN)
    finally:
        module.train(was)


def _takes_one(call: Callable[..., Any]) -> bool:
    """Whether it wants an argument: a parameter without a default."""
    parameters = inspect.signature(call).parameters.values()
    return any(p.default is p.empty and p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD) for p in parameters)
