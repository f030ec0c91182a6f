"""The user's own line behind a torch call: frames of torch, of ours and of installed packages are passed over."""

from __future__ import annotations

import os
import sys
import sysconfig
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import CodeType, FrameType
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

import torch
from torch import nn

OWN = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))) + os.sep
TORCH = os.path.dirname(os.path.abspath(torch.__file__)) + os.sep
HIDDEN = (TORCH, OWN, "<frozen")
INSTALLED = tuple({sysconfig.get_path(name) + os.sep for name in ("stdlib", "platstdlib", "purelib", "platlib")})
USERS, PACKAGES, HIDES = 0, 1, 2


class Place(NamedTuple):
    """An expression in a file; lines and columns count from 1."""

    file: str
    line: int
    column: int = 1
    end_line: int = 0
    end_column: int = 1


NOWHERE = Place("<unknown>", 1)
_kinds: dict[str, int] = {}
# By identity, the code kept alive: equal code in two files is equal to Python.
_known: dict[tuple[int, int], tuple[CodeType, Place]] = {}
_made: WeakKeyDictionary[nn.Module, Place] = WeakKeyDictionary()


def here() -> Place:
    """The innermost line of the user's code; else the innermost that is neither torch's nor ours."""
    return _users(sys._getframe(1))


def source() -> Place:
    """Where the user wrote what is computed now: where its module was made if torch has one, else the call."""
    frame: FrameType | None = sys._getframe(1)
    while frame is not None and _kind(frame.f_code.co_filename) == HIDES:
        if frame.f_code.co_name == "forward":
            module = frame.f_locals.get("self")
            made = _made.get(module) if isinstance(module, nn.Module) else None
            return made or _users(frame)
        frame = frame.f_back
    return _users(frame)


def inside() -> Place | None:
    """The line of an installed package that makes the call, None where the user's code does it itself."""
    frame: FrameType | None = sys._getframe(1)
    while frame is not None and _kind(frame.f_code.co_filename) == HIDES:
        frame = frame.f_back
    return _place(frame) if frame is not None and _kind(frame.f_code.co_filename) == PACKAGES else None


@contextmanager
def modules_watched() -> Iterator[None]:
    """Inside the block it is kept where each module of torch was made."""
    original: Callable[..., None] = nn.Module.__init__

    def init(self: nn.Module, *args: Any, **kwargs: Any) -> None:
        original(self, *args, **kwargs)
        if type(self).__module__.startswith("torch.nn."):
            _made[self] = here()

    nn.Module.__init__ = init  # type: ignore[method-assign]
    try:
        yield
    finally:
        nn.Module.__init__ = original  # type: ignore[method-assign]


def _users(frame: FrameType | None) -> Place:
    second: FrameType | None = None
    while frame is not None:
        kind = _kind(frame.f_code.co_filename)
        if kind == USERS:
            return _place(frame)
        if kind == PACKAGES and second is None:
            second = frame
        frame = frame.f_back
    return _place(second) if second is not None else NOWHERE


def _kind(file: str) -> int:
    """Whose code a file holds: the user's, an installed package's, torch's or ours."""
    known = _kinds.get(file)
    if known is None:
        path = os.path.abspath(file) if file.endswith(".py") else file
        if path.startswith(HIDDEN):
            known = HIDES
        else:
            known = int(path.startswith(INSTALLED) or f"{os.sep}site-packages{os.sep}" in path)
        _kinds[file] = known
    return known


def _place(frame: FrameType) -> Place:
    code, at = frame.f_code, frame.f_lasti
    found = _known.get((id(code), at))
    if found is None:
        line = frame.f_lineno
        found = code, Place(os.path.abspath(code.co_filename), line, *_span(code, at, line))
        _known[id(code), at] = found
    return found[1]


def _span(code: CodeType, at: int, line: int) -> tuple[int, int, int]:
    """Column, last line, last column; before Python 3.11 only the line is known."""
    positions = getattr(code, "co_positions", None)
    if positions is None:
        return 1, line, 1
    for number, (first, last, start, end) in enumerate(positions()):
        if number == at // 2:
            if first == line and last is not None and start is not None and end is not None:
                return start + 1, last, end + 1
            break
    return 1, line, 1
