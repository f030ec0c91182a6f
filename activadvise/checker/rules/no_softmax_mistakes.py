"""ACT116, ACT124, ACT125, ACT127: softmax over one unit, without dim, over the batch, and twice."""

from __future__ import annotations

import ast

from activadvise.checker.run import Frame, Run
from activadvise.checker.values import Const, Layer, Tensor, Value


def wants(name: str, text: str) -> bool:
    """A softmax or softmin, or two sigmoids."""
    return "softm" in text or text.count("sigmoid(") > 1


SQUASHED = ("distribution", "probability")


def install(run: Run) -> None:
    """Watch every activation that is applied."""
    run.on_apply.append(_watch)
    run.on_choice.append(_choice)


def _watch(run: Run, layer: Layer, tensor: Tensor, node: ast.AST, frame: Frame) -> None:
    if layer.kind != "activation":
        return
    kind = run.vocabulary.kinds.get(layer.id, "")
    if kind not in ("distribution", "probability", "log-distribution"):
        return
    what = {"activation": run.vocabulary.label(layer.id)}
    place = (frame.module, node)
    if tensor.meaning.kind in SQUASHED and _whole(tensor) and layer.id != "gumbel_softmax":
        earlier = run.judge.describe(tensor.meaning)
        run.hit("ACT127", place, {**what, "earlier": earlier}, tensor.flow)
    if kind == "probability" or layer.id in ("gumbel_softmax", "softmax2d", "sparsemax"):
        return
    dim = layer.argument(0, "dim")
    if dim is None or (isinstance(dim, Const) and dim.value is None):
        run.hit("ACT124", place, what, tensor.flow)
    if isinstance(dim, Const) and dim.value == 0 and _classes(tensor):
        run.hit("ACT125", place, what, tensor.flow)
    if tensor.meaning.features == 1 and isinstance(dim, Const) and _is_units(tensor, dim.value) and not frame.doubt:
        run.hit("ACT116", place, what, tensor.flow)


def _choice(
    run: Run, tensor: Tensor, args: list[Value], options: dict[str, Value], node: ast.AST, frame: Frame
) -> None:
    """The best class, dim 1, of what was normalized over the samples, dim 0."""
    dim = options.get("dim", args[0] if args else None)
    chosen = isinstance(dim, Const) and dim.value in (1, -1)
    made, meaning = tensor.last, tensor.meaning
    if chosen and meaning.kind == "distribution" and meaning.dim == 0 and made is not None:
        what = {"activation": run.vocabulary.label(made.id)}
        run.hit("ACT125", (made.module, made.node), what, tensor.flow)


def _classes(tensor: Tensor) -> bool:
    """The scores [N, C] of a last layer behind flattened inputs; attention over instances has one score each."""
    meaning = tensor.meaning
    units = meaning.features is not None and meaning.features > 2
    return units and meaning.ndim == 2 and tensor.last is not None and tensor.last.short == "Linear"


def _whole(tensor: Tensor) -> bool:
    """A gumbel-softmax or a hard gate may be normalized again on purpose."""
    return tensor.meaning.by in ("softmax", "sigmoid", "softmax2d", "softmin")


def _is_units(tensor: Tensor, dim: object) -> bool:
    ndim = tensor.meaning.ndim
    if not ndim:  # not known, or a number
        return dim == -1
    where = ndim - 1 if tensor.meaning.by in ("Linear", "LazyLinear", "linear") else 1
    return isinstance(dim, int) and dim % ndim == where
