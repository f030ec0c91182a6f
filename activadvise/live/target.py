"""TARGET, --input and --batch of the command line → a module and an example. Runs the user's code."""

from __future__ import annotations

import importlib
import importlib.util
import os
import sys
import types
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from difflib import get_close_matches
from inspect import Parameter, signature
from typing import Any

import torch
from torch import Tensor, nn

from activadvise.errors import BadValue

SAVED = (".pt", ".pth", ".bin", ".ckpt")
HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
TORCH = os.path.dirname(os.path.abspath(torch.__file__))
IMPORTING = os.path.dirname(os.path.abspath(importlib.__file__))
TOKENS = 100
POSITIONAL = (Parameter.POSITIONAL_ONLY, Parameter.POSITIONAL_OR_KEYWORD)


@dataclass(frozen=True)
class Example:
    """What the model is called with, and what its loss compares with."""

    value: Any
    target: Any = None
    real: bool = False


def load_model(text: str, trust: bool = False, device: str | None = None) -> nn.Module:
    """The module that TARGET names: a module, a class or a function that makes one, a saved module.

    Raises:
        BadValue: no such file or name, an error inside the user's code, or not a module.
    """
    found = _saved(text, trust) if text.endswith(SAVED) else resolve(text)
    if not isinstance(found, nn.Module):
        if not callable(found):
            raise BadValue(f"{text}: a {type(found).__name__} is no nn.Module, nor a function that makes one.")
        _without_arguments(text, found)
        with user_code(f"{text}()"):
            found = found()
    if isinstance(found, type) or not isinstance(found, nn.Module):
        raise BadValue(f"{text}() gave a {type(found).__name__}, not an nn.Module.")
    if device is not None:
        with user_code(f"moving the model to {device}"):
            found = found.to(device)
    return found


def _without_arguments(text: str, make: Callable[..., Any]) -> None:
    try:
        needed = [p.name for p in signature(make).parameters.values() if p.default is p.empty and p.kind in POSITIONAL]
    except (TypeError, ValueError):  # no signature to be had
        return
    if needed:
        raise BadValue(
            f"{text} needs arguments ({', '.join(needed)}): name a function that makes the model, as in "
            f"`def make_model(): return {text.rpartition(':')[2]}(...)`."
        )


def resolve(text: str) -> Any:
    """The object behind `file.py:name` or `package.module:name`.

    Raises:
        BadValue: the form, the file or the name is not there, or importing it fails.
    """
    source, colon, name = text.rpartition(":")
    if not colon or not source or not name.isidentifier():
        raise BadValue(f"{text}: write file.py:name or package.module:name.")
    module = _import(source)
    try:
        return getattr(module, name)
    except AttributeError:
        raise BadValue(f"{text}: {source} has no {name!r}; {_offer(module, name)}") from None


def _offer(module: Any, name: str) -> str:
    """What the user's file defines itself, the likeliest first."""
    own = [n for n, value in vars(module).items() if not n.startswith("_") and _defined_in(value, module.__name__)]
    near = get_close_matches(name, own, n=3, cutoff=0.5)
    return f"did you mean {' or '.join(near)}?" if near else f"it has {', '.join(own[:12]) or 'nothing of its own'}."


def _defined_in(value: Any, name: str) -> bool:
    if isinstance(value, (types.ModuleType, type(Any))):
        return False
    return getattr(value, "__module__", name) == name or isinstance(value, nn.Module)


def _import(source: str) -> Any:
    if not source.endswith(".py"):
        with _searched(os.getcwd()), user_code(f"importing {source}"):
            return importlib.import_module(source)
    if not os.path.isfile(source):
        raise BadValue(f"{source}: no such file.")
    if os.path.isfile(os.path.join(os.path.dirname(source), "__init__.py")):
        return _import_from_package(source)
    spec = importlib.util.spec_from_file_location(os.path.splitext(os.path.basename(source))[0], source)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    before = sys.modules.get(spec.name)
    sys.modules[spec.name] = module
    try:
        with _searched(os.path.dirname(os.path.abspath(source))), user_code(f"importing {source}"):
            spec.loader.exec_module(module)
    finally:
        if before is not None:
            sys.modules[spec.name] = before
    return module


def _import_from_package(source: str) -> Any:
    """A file of a package, under its full name, so that its relative imports work."""
    folder, parts = os.path.split(os.path.splitext(os.path.abspath(source))[0])
    names = [parts]
    while os.path.isfile(os.path.join(folder, "__init__.py")):
        folder, last = os.path.split(folder)
        names.insert(0, last)
    with _searched(folder), user_code(f"importing {source}"):
        return importlib.import_module(".".join(names))


def _saved(path: str, trust: bool) -> Any:
    if not trust:
        raise BadValue(f"{path}: loading a saved module runs code that is stored in it; add --trust if it is yours.")
    if not os.path.isfile(path):
        raise BadValue(f"{path}: no such file.")
    with _searched(os.getcwd()), user_code(f"loading {path}"):
        found = torch.load(path, map_location="cpu", weights_only=False)
    if isinstance(found, Mapping):
        raise BadValue(f"{path}: it holds weights (a state dict), not a module; name the code: model.py:make_model.")
    return found


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
    return Example(made)


def _batch(model: nn.Module, text: str, device: str | None) -> Example:
    value = resolve(text)
    if callable(value) and not isinstance(value, (Tensor, Mapping)):
        with user_code(f"{text}()"):
            value = value()
    if not isinstance(value, (Tensor, Mapping, tuple, list)):
        with user_code(f"taking a batch from {text}"):
            value = next(iter(value))
    value = _moved(value, device)
    if isinstance(value, Mapping):
        return Example(dict(value), real=True)
    given = tuple(value) if isinstance(value, (tuple, list)) else (value,)
    taken = _arguments(model, len(given))
    rest = given[taken:]
    return Example(given[:taken], rest[0] if len(rest) == 1 else rest or None, real=True)


def _arguments(model: nn.Module, offered: int) -> int:
    """How many of a batch's items go into forward: those it needs, at least one; what is left is the target."""
    parameters = signature(model.forward).parameters.values()
    if any(p.kind is p.VAR_POSITIONAL for p in parameters):
        return 1 if offered == 2 else offered
    needed = sum(p.kind in POSITIONAL and p.default is p.empty for p in parameters)
    return max(1, min(needed, offered))


def _random(text: str, model: nn.Module, device: str | None) -> Tensor:
    shape_text, _, dtype_text = text.partition(":")
    try:
        shape = [int(part) for part in shape_text.replace("x", ",").split(",") if part.strip()]
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


def load_loss(text: str) -> Callable[..., Tensor]:
    """The loss of --loss: `file.py:name`, or PyTorch's name ("cross_entropy", "nn.BCEWithLogitsLoss").

    Raises:
        BadValue: it is not there, or cannot be called.
    """
    name = text.rpartition(".")[2]
    found: Any = resolve(text) if ":" in text else getattr(nn.functional, name, None) or getattr(nn, name, None)
    if isinstance(found, type) and issubclass(found, nn.Module):
        with user_code(f"--loss {text}"):
            found = found()
    if not callable(found):
        near = [n for n in get_close_matches(name, dir(nn.functional), n=3) if not n.startswith("_")]
        meant = f" Did you mean {' or '.join(near)}?" if near else ""
        raise BadValue(
            f"--loss {text}: name a function of (output, target), as in file.py:name or cross_entropy.{meant}"
        )
    called: Callable[..., Tensor] = found
    return called


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


@contextmanager
def _searched(folder: str) -> Iterator[None]:
    """Imports look in the folder first, as they would for a script there; our arguments are not the user's."""
    before, arguments = list(sys.path), sys.argv
    sys.path.insert(0, folder)
    sys.argv = arguments[:1]
    try:
        yield
    finally:
        sys.path[:], sys.argv = before, arguments


@contextmanager
def user_code(what: str) -> Iterator[None]:
    """An error in the user's code becomes one paragraph with the user's own line.

    Raises:
        BadValue: what failed, why, and where.
    """
    try:
        yield
    except BadValue:
        raise
    except torch.OutOfMemoryError as error:
        raise BadValue(
            f"{what} ran out of memory: take a smaller --input, or another --device.{_where(error)}"
        ) from error
    except (Exception, SystemExit) as error:
        text = " ".join(str(error).split())
        if "allocate memory" in text or "not enough memory" in text:
            text = f"out of memory, take a smaller --input ({text})"
        raise BadValue(f"{what} failed: {type(error).__name__}: {text[:600]}.{_where(error)}") from error


def _where(error: BaseException) -> str:
    """The last frame that is neither torch's nor ours."""
    place, trace = "", error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        if not code.co_filename.startswith((TORCH, HERE, IMPORTING, "<frozen")):
            place = f" At {code.co_filename}:{trace.tb_lineno}, in {code.co_name}."
        trace = trace.tb_next
    if isinstance(error, SyntaxError) and error.filename:
        place = f" At {error.filename}:{error.lineno}."
    return place
