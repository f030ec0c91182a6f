"""ACT116, ACT124, ACT127: softmax over one unit, without dim, and twice."""

from __future__ import annotations

import ast

from activadvise.checker.run import Frame, Run
from activadvise.checker.values import Const, Layer, Tensor


def wants(name: str, text: str) -> bool:
    """A softmax, or two sigmoids."""
    return "softmax" in text


SQUASHED = ("distribution", "probability")


def install(run: Run) -> None:
    """Watch every activation that is applied."""
    run.on_apply.append(_watch)


def _watch(run: Run, layer: Layer, tensor: Tensor, node: ast.AST, frame: Frame) -> None:
    if layer.kind != "activation":
        return
    kind = run.vocabulary.kinds.get(layer.id, "")
    if kind not in ("distribution", "probability", "log-distribution"):
        return
    what = {"activation": run.vocabulary.label(layer.id)}
    place = (frame.module, node)
    if kind in SQUASHED and tensor.meaning.kind in SQUASHED and _whole(tensor) and layer.id != "gumbel_softmax":
        earlier = run.judge.describe(tensor.meaning)
        run.hit("ACT127", place, {**what, "earlier": earlier}, tensor.flow)
    if kind == "probability" or layer.id in ("gumbel_softmax", "softmax2d", "sparsemax"):
        return
    dim = layer.argument(0, "dim")
    if dim is None or (isinstance(dim, Const) and dim.value is None):
        run.hit("ACT124", place, what, tensor.flow)
    if tensor.meaning.features == 1 and isinstance(dim, Const) and _is_units(tensor, dim.value) and not frame.doubt:
        run.hit("ACT116", place, what, tensor.flow)


def _whole(tensor: Tensor) -> bool:
    """A gumbel-softmax or a hard gate may be normalized again on purpose."""
    return tensor.meaning.by in ("softmax", "sigmoid", "softmax2d", "softmin")


def _is_units(tensor: Tensor, dim: object) -> bool:
    ndim = tensor.meaning.ndim
    if ndim is None:
        return dim == -1
    where = ndim - 1 if tensor.meaning.by in ("Linear", "LazyLinear", "linear") else 1
    return isinstance(dim, int) and dim % ndim == where
