"""TARGET and --loss of the command line → a module and a function. Runs the user's code."""

from __future__ import annotations

import importlib
import importlib.util
import os
import sys
import types
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from difflib import get_close_matches
from inspect import Parameter, signature
from typing import Any

import torch
from torch import Tensor, nn

from activadvise.english import listed
from activadvise.errors import BadValue

SAVED = (".pt", ".pth", ".bin", ".ckpt")
HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
TORCH = os.path.dirname(os.path.abspath(torch.__file__))
IMPORTING = os.path.dirname(os.path.abspath(importlib.__file__))
POSITIONAL = (Parameter.POSITIONAL_ONLY, Parameter.POSITIONAL_OR_KEYWORD)


def load_model(text: str, trust: bool = False, device: str | None = None) -> nn.Module:
    """The module that TARGET names: a module, a class or a function that makes one, a saved module.

    Raises:
        BadValue: no such file or name, an error inside the user's code, or not a module.
    """
    found = _saved(text, trust) if text.endswith(SAVED) else resolve(text)
    if not isinstance(found, nn.Module):
        if not callable(found):
            raise BadValue(f"{text}: {type(found).__name__} is no nn.Module, nor a function that makes one.")
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
        raise BadValue(f"{text}: write file.py:name or package.module:name, as in {source or name}:NAME.")
    module = _import(source)
    try:
        return getattr(module, name)
    except AttributeError:
        raise BadValue(f"{text}: {source} has no {name!r}; {_offer(module, name)}") from None


def missing(path: str) -> str:
    """That there is no such file, with the nearest names beside it; or that it is a folder."""
    if os.path.isdir(path):
        return "a folder, not a file."
    folder = os.path.dirname(path)
    names = os.listdir(folder or ".") if os.path.isdir(folder or ".") else []
    near = get_close_matches(os.path.basename(path), names, n=3, cutoff=0.7)
    meant = [os.path.join(folder, name) for name in near]
    return f"no such file; did you mean {listed(meant, 'or')}?" if meant else "no such file."


def _offer(module: Any, name: str) -> str:
    """What the user's file defines itself, the likeliest first."""
    own = [n for n, value in vars(module).items() if not n.startswith("_") and _defined_in(value, module.__name__)]
    near = get_close_matches(name, own, n=3, cutoff=0.5)
    return f"did you mean {listed(near, 'or')}?" if near else f"it has {', '.join(own[:12]) or 'nothing of its own'}."


def _defined_in(value: Any, name: str) -> bool:
    if isinstance(value, (types.ModuleType, type(Any))):
        return False
    return getattr(value, "__module__", name) == name or isinstance(value, nn.Module)


def _import(source: str) -> Any:
    if not source.endswith(".py"):
        if source.startswith(".") or any(mark in source for mark in "/\\"):
            raise BadValue(f"{source}: {missing(source)} Write file.py:name or package.module:name.")
        with _searched(os.getcwd()), user_code(f"importing {source}"):
            return importlib.import_module(source)
    if not os.path.isfile(source):
        raise BadValue(f"{source}: {missing(source)}")
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
        raise BadValue(f"{path}: {missing(path)}")
    with _searched(os.getcwd()), user_code(f"loading {path}"):
        found = torch.load(path, map_location="cpu", weights_only=False)
    if isinstance(found, Mapping):
        raise BadValue(f"{path}: it holds weights (a state dict), not a module; name the code: model.py:make_model.")
    return found


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
        known = [n for n in dir(nn.functional) if n.endswith(("loss", "entropy", "logits", "div"))]
        near = [n for n in known if name and n.startswith(name)] or get_close_matches(name, known, n=3)
        meant = f" Did you mean {listed(near, 'or')}?" if near else ""
        raise BadValue(
            f"--loss {text}: name a function of (output, target), as in file.py:name or cross_entropy.{meant}"
        )
    called: Callable[..., Tensor] = found
    return called


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
    """The last frame that is neither torch's nor ours, and the layer of PyTorch in which it happened."""
    place, layer, trace = "", "", error.__traceback__
    while trace is not None:
        code, module = trace.tb_frame.f_code, trace.tb_frame.f_locals.get("self")
        if isinstance(module, nn.Module):
            named = code.co_filename.startswith(TORCH) and not any(module.children())
            layer = f" In {type(module).__name__}({module.extra_repr()})." if named else ""
        if not code.co_filename.startswith((TORCH, HERE, IMPORTING, "<frozen")):
            place = f" At {code.co_filename}:{trace.tb_lineno}, in {code.co_name}."
        trace = trace.tb_next
    if isinstance(error, SyntaxError) and error.filename:
        place = f" At {error.filename}:{error.lineno}."
    return f"{layer}{place}"
