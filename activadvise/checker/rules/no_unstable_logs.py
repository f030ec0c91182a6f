"""ACT404, ACT405, ACT406, ACT407: logarithms and exponentials written out, which over- or underflow."""

from __future__ import annotations

import ast

from activadvise.checker.run import Frame, Run
from activadvise.checker.values import Layer, Tensor


def wants(name: str, text: str) -> bool:
    """A logarithm or tanh, and what makes it unstable."""
    if "log(" in text or "log1p(" in text:
        return "softmax" in text or "sigmoid" in text or "exp(" in text
    return "tanh(" in text and "exp(" in text


def install(run: Run) -> None:
    """Watch logarithms, and what tanh is applied to."""
    run.on_log.append(_log)
    run.on_apply.append(_tanh)


def _log(run: Run, value: Tensor, node: ast.AST, frame: Frame) -> None:
    """The logarithm of a fresh softmax or sigmoid, or of 1 + exp(x)."""
    if value.meaning.by == "1 + exp":
        run.hit("ACT406", (frame.module, node), {}, value.flow)
    if value.last is None or value.last.kind != "activation":
        return
    if value.meaning.kind in ("distribution", "probability") and value.meaning.by == "softmax":
        run.hit("ACT404", (frame.module, node), {}, value.flow)
    elif value.meaning.kind == "probability" and value.meaning.by == "sigmoid":
        run.hit("ACT405", (frame.module, node), {}, value.flow)


def _tanh(run: Run, layer: Layer, tensor: Tensor, node: ast.AST, frame: Frame) -> None:
    if layer.id == "tanh" and tensor.meaning.by == "exponential":
        run.hit("ACT407", (frame.module, node), {}, tensor.flow)
