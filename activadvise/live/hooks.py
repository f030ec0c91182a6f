"""What the recorder attaches: module hooks, the function mode, and how places are found."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any, Protocol

import torch
from torch import nn
from torch.overrides import TorchFunctionMode

from activadvise.live.flow import Place

OWN = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
TORCH = os.path.dirname(os.path.abspath(torch.__file__))


class Seeing(Protocol):
    """What the mode reports to."""

    paused: int

    def saw(self, call: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """Run one torch function."""


class Hook:
    """A hook that stays behind when the model is copied or pickled in the middle of a sampled step."""

    def __init__(self, call: Callable[..., Any] | None = None) -> None:
        self.call = call

    def __call__(self, module: nn.Module, *args: Any) -> Any:
        return self.call(module, *args) if self.call is not None else None

    def __deepcopy__(self, memo: dict[int, Any]) -> Hook:
        return Hook()

    def __reduce__(self) -> tuple[Any, ...]:
        return Hook, ()


def own_name(name: str) -> str:
    """Without what wrappers add: DDP's `module.`, the compiler's `_orig_mod.`."""
    return ".".join(part for part in name.split(".") if part != "_orig_mod")


class Mode(TorchFunctionMode):
    """Tells the recorder of every torch function."""

    def begin(self) -> None:
        """Begin to see."""
        self.__enter__()  # type: ignore[no-untyped-call]

    def end(self) -> None:
        """See no more."""
        self.__exit__(None, None, None)  # type: ignore[no-untyped-call]

    def __init__(self, recorder: Seeing) -> None:
        super().__init__()
        self.recorder = recorder

    def __torch_function__(
        self, func: Callable[..., Any], types: Any, args: tuple[Any, ...] = (), kwargs: dict[str, Any] | None = None
    ) -> Any:
        return self.recorder.saw(func, args, kwargs or {})


class Off:
    """What the recorder computes itself is not recorded."""

    def __init__(self, recorder: Seeing) -> None:
        self.recorder = recorder

    def __enter__(self) -> None:
        self.recorder.paused += 1

    def __exit__(self, *_: object) -> None:
        self.recorder.paused -= 1


def place() -> Place | None:
    """The innermost line that is neither torch's nor ours; None where only those two are involved."""
    frame: FrameType | None = sys._getframe(2)
    left = False
    while frame is not None:
        file = frame.f_code.co_filename
        if file.startswith(OWN):
            if left:
                return None  # back in our own call: no line of the user's stands between
        elif not file.startswith((TORCH, "<frozen")):
            return Place(file, frame.f_lineno)
        else:
            left = True
        frame = frame.f_back
    return None
