"""--input and --batch of the command line → an example. Runs the user's code."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from inspect import signature
from typing import Any

import torch
from torch import Tensor, nn
from torch.utils.data import DataLoader, Dataset

from activadvise.english import listed
from activadvise.errors import BadValue
from activadvise.live.target import POSITIONAL, resolve, user_code

TOKENS = 100
NO_INPUT = (str, bytes, int, float, complex, type(None), DataLoader, Dataset, Iterator, nn.Module)


@dataclass(frozen=True)
class Example:
    """What the model is called with, and what its loss compares with."""

    value: Any
    target: Any = None
    real: bool = False


def example(model: nn.Module, inputs: list[str], batch: str | None, device: str | None) -> Example:
    """The example of --batch or --input.

    Raises:
        BadValue: neither or both are given, or they cannot be read.
    """
    if bool(inputs) == bool(batch):
        raise BadValue("give the model an input: --input SHAPE[:dtype], as in --input 64,128, or --batch file.py:name.")
    if batch:
        return _batch(model, batch, device)
    made = tuple(_random(text, model, device) for text in inputs)
    missing = _needed(model)[len(made) :]
    if missing:
        raise BadValue(
            f"forward also needs {listed(missing, 'and')}: repeat --input for each of its arguments, in their order, "
            f"as in {' '.join(f'--input {text}' for text in inputs)} --input SHAPE; or give --batch."
        )
    return Example(made)


def _batch(model: nn.Module, text: str, device: str | None) -> Example:
    value = _moved(_taken(text), device)
    if isinstance(value, Mapping):
        return Example(dict(value), real=True)
    given = tuple(value) if isinstance(value, (tuple, list)) else (value,)
    taken = _arguments(model, len(given))
    rest = given[taken:]
    return Example(given[:taken], rest[0] if len(rest) == 1 else rest or None, real=True)


def _taken(text: str) -> Any:
    """The batch behind a name: as it is, as the function there gives it, or the first of a loader.

    Raises:
        BadValue: there is no such name, it fails, or it gives no batch.
    """
    value = resolve(text)
    if callable(value) and not isinstance(value, (Tensor, Mapping)):
        with user_code(f"--batch {text}()"):
            value = value()
    given = value
    if not isinstance(value, (Tensor, Mapping, tuple, list, Dataset)) and hasattr(value, "__iter__"):
        with user_code(f"--batch {text}: taking the first batch"):
            value = next(iter(value), None)
    if not _goes_in(value):
        raise BadValue(
            f"--batch {text}: {_what(given)} is no batch. Name a tensor, a tuple of forward's arguments with the "
            f"target behind them, a dict of forward's arguments, one DataLoader of these, or a function that gives one "
            f"of them."
        )
    return value


def _goes_in(value: Any) -> bool:
    """Whether something in a batch can be the input of a model: a tensor, or an object that may hold some."""
    if isinstance(value, Mapping):
        return any(map(_goes_in, value.values()))
    if isinstance(value, (tuple, list)):
        return any(map(_goes_in, value))
    array = hasattr(value, "__array__") and not isinstance(value, Tensor)
    return not array and not isinstance(value, NO_INPUT)


def _what(value: Any) -> str:
    """The type, with those of its items."""
    items = list(value.values()) if isinstance(value, Mapping) else value if isinstance(value, (tuple, list)) else []
    kinds = [type(item).__name__ for item in items[:3]]
    empty = isinstance(value, (DataLoader, Mapping, tuple, list)) and not len(value)
    return f"{'an empty ' if empty else ''}{type(value).__name__}" + (f" of {listed(kinds)}" if kinds else "")


def _arguments(model: nn.Module, offered: int) -> int:
    """How many of a batch's items go into forward: those it needs, at least one; what is left is the target."""
    parameters = signature(model.forward).parameters.values()
    if any(p.kind is p.VAR_POSITIONAL for p in parameters):
        return 1 if offered == 2 else offered
    return max(1, min(len(_needed(model)), offered))


def _needed(model: nn.Module) -> list[str]:
    """The arguments of forward that must be given."""
    parameters = signature(model.forward).parameters.values()
    return [p.name for p in parameters if p.kind in POSITIONAL and p.default is p.empty]


def _random(text: str, model: nn.Module, device: str | None) -> Tensor:
    shape_text, _, dtype_text = text.partition(":")
    try:
        shape = [int(part) for part in shape_text.replace("x", ",").removesuffix(",").split(",")]
    except ValueError:
        raise BadValue(f"--input {text}: write SHAPE[:dtype], as in 64,128 or 8,16:long.") from None
    dtype = getattr(torch, dtype_text or "float32", None)
    if not shape or min(shape) < 1 or not isinstance(dtype, torch.dtype):
        raise BadValue(f"--input {text}: write SHAPE[:dtype] with sizes from 1 and a torch dtype, as in 8,16:long.")
    generator = torch.Generator().manual_seed(0)
    if dtype == torch.bool:
        return torch.ones(shape, dtype=dtype).to(device or "cpu")
    if not dtype.is_floating_point and not dtype.is_complex:
        sizes = [module.num_embeddings for module in model.modules() if isinstance(module, nn.Embedding)]
        return torch.randint(0, next(iter(sizes), TOKENS), shape, generator=generator).to(dtype).to(device or "cpu")
    return torch.randn(shape, generator=generator).to(dtype).to(device or "cpu")


def _moved(value: Any, device: str | None) -> Any:
    if device is None:
        return value
    if isinstance(value, Tensor):
        return value.to(device)
    if isinstance(value, Mapping):
        return {key: _moved(item, device) for key, item in value.items()}
    if isinstance(value, (tuple, list)):
        return type(value)(_moved(item, device) for item in value)
    return value
