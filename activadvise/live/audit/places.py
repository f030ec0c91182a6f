"""The user's own line behind a torch call: frames of torch, of ours and of installed packages are passed over."""

from __future__ import annotations

import os
import sys
import sysconfig
from types import CodeType, FrameType
from typing import NamedTuple

import torch

OWN = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))) + os.sep
TORCH = os.path.dirname(os.path.abspath(torch.__file__)) + os.sep
HIDDEN = (TORCH, OWN, "<frozen")
INSTALLED = tuple({sysconfig.get_path(name) + os.sep for name in ("stdlib", "platstdlib", "purelib", "platlib")})


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


def here() -> Place:
    """The innermost line of the user's code; else the innermost that is neither torch's nor ours."""
    frame: FrameType | None = sys._getframe(1)
    second: FrameType | None = None
    while frame is not None:
        kind = _kind(frame.f_code.co_filename)
        if kind == 0:
            return _place(frame)
        if kind == 1 and second is None:
            second = frame
        frame = frame.f_back
    return _place(second) if second is not None else NOWHERE


def _kind(file: str) -> int:
    """0 the user's, 1 an installed package's, 2 torch's or ours."""
    known = _kinds.get(file)
    if known is None:
        path = os.path.abspath(file) if file.endswith(".py") else file
        if path.startswith(HIDDEN):
            known = 2
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
