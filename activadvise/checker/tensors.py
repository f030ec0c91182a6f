"""What tensor methods and functions leave of a meaning."""

from __future__ import annotations

import ast
from typing import Any

from activadvise.checker import distances, products
from activadvise.checker.joins import options_of
from activadvise.checker.run import Frame
from activadvise.checker.tables import MOVE, PICK, RESHAPE, SAME, SHIFT
from activadvise.checker.values import Const, Flow, Layer, Method, Seq, Tensor, Unknown, Value
from activadvise.meaning import NOTHING, REAL, Meaning

BLANK = frozenset(
    ["zeros", "empty", "zeros_like", "empty_like", "new_zeros", "new_empty", "full", "full_like", "new_full"]
)
LESS_DIMS = frozenset({"select", "unbind", "diagonal", "diag", "take", "masked_select", "unfold"})
SHAPES = frozenset(["shape", "size", "dim", "ndim", "device", "dtype", "numel", "stride"])
TO_LOG = {"distribution": "log-distribution", "probability": "log-probability"}
TO_EXP = {"log-distribution": "distribution", "log-probability": "probability"}


def own(value: Value) -> Value:
    """What a function made to be filled, for one of its callers alone."""
    blank = isinstance(value, Tensor) and value.meaning.by in BLANK
    return Tensor(value.meaning, value.flow) if blank and isinstance(value, Tensor) else value


def attribute(owner: Tensor, name: str) -> Value:
    """`tensor.name`: the same numbers, another view, or a method."""
    if name in ("T", "mT"):
        return Tensor(_moved(owner.meaning, "transpose", [Const(-2), Const(-1)]), owner.flow, owner.last)
    if name in ("data", "real"):
        return Tensor(owner.meaning, owner.flow, owner.last)
    if name in ("shape", "ndim", "device", "dtype", "grad", "is_cuda", "requires_grad"):
        return Unknown("a property of a tensor")
    if name in ("values", "indices"):
        return owner if name == "values" else Tensor()
    return Method(owner, name)


def picked(owner: Tensor, index: ast.expr) -> Value:
    """`tensor[index]`: elements of it; the last dim may have lost its units."""
    meaning = owner.meaning
    keeps = isinstance(index, ast.Constant) and index.value is Ellipsis
    if meaning.kind in ("distribution", "log-distribution") and _one_column(index):
        kind = {"distribution": "probability", "log-distribution": "log-probability"}[meaning.kind]
        return Tensor(Meaning(kind, meaning.by), owner.flow, owner.last)
    return Tensor(meaning if keeps else meaning._replace(features=None, ndim=None), owner.flow, owner.last)


def _one_column(index: ast.expr) -> bool:
    last = index.elts[-1] if isinstance(index, ast.Tuple) and index.elts else None
    return isinstance(last, ast.Constant) and isinstance(last.value, int)


def method(
    owner: Tensor, name: str, args: list[Value], options: dict[str, Value], node: ast.AST, frame: Frame
) -> Value | None:
    """The result of a tensor method or of the torch function of that name; None if unknown."""
    meaning = owner.meaning
    if name in SAME:
        return owner
    if name in BLANK:
        return Tensor(Meaning("unknown", name))
    if name in RESHAPE:
        made = _rows(owner, args) if name in ("view", "reshape") else None
        return Tensor(made or _reshaped(meaning, name, args), owner.flow, owner.last, owner.linear, owner.behind)
    if name in MOVE:
        return Tensor(_moved(meaning, name, args), owner.flow)
    if name in PICK:
        return _pick(owner, name, args)
    if name in SHIFT:
        return _shifted(owner, name, args)
    if name.rstrip("_") in products.NAMES:
        return _product(owner, name.rstrip("_"), args)
    if name in ("square", "abs", "absolute") or (name == "pow" and _two(args)):
        return distances.sized(owner, distances.SIZE if name.startswith("abs") else distances.SQUARE)
    if name in ("mean", "sum", "logsumexp"):
        return _reduced(owner, name, args, options)
    if name in ("argmax", "max", "topk"):
        for look in frame.run.on_choice:
            look(frame.run, owner, args, options, node, frame)
    if name in ("max", "min", "sort", "topk", "aminmax"):
        return _extreme(owner, args, options)
    if name in ("neg", "neg_", "negative"):
        far = distances.negated(owner)
        return far or Tensor(Meaning("raw", meaning.by) if meaning.kind in REAL else NOTHING, owner.flow)
    return _logs(owner, name, node, frame)


def _logs(owner: Tensor, name: str, node: ast.AST, frame: Frame) -> Value | None:
    """Logarithms, exponentials and logits; None for any other name."""
    meaning = owner.meaning
    if name == "log1p" and meaning.by == EXPONENTIAL:
        owner, name = Tensor(Meaning("unknown", "1 + exp"), owner.flow), "log"
    if name in ("log", "log_"):
        for watch in frame.run.on_log:
            watch(frame.run, owner, node, frame)
        return logarithm(owner, node, frame)
    if name in ("exp", "exp_") and meaning.kind in TO_EXP:
        return Tensor(meaning._replace(kind=TO_EXP[meaning.kind]), owner.flow)
    if name in ("exp", "exp_"):
        return exponential(owner, node, frame)
    if name in ("logit", "log1p") and meaning.kind != "unknown":
        return Tensor(Meaning("raw", name) if name == "logit" else NOTHING, owner.flow)
    return None


def _reduced(owner: Tensor, name: str, args: list[Value], options: dict[str, Value]) -> Value:
    """mean, sum and logsumexp, over all dims or some."""
    meaning = owner.meaning
    if name == "logsumexp" and meaning.by == products.WEIGHTED:
        return Tensor(Meaning("log-distribution", "mixture"), owner.flow)
    if name == "sum" and meaning.by == products.PARTS:
        return Tensor(Meaning("unknown", products.PRODUCT), owner.flow)
    if name == "sum" and (far := distances.summed(owner, bool(args or options))) is not None:
        return far
    kept = Meaning("raw", meaning.by) if meaning.kind in REAL else NOTHING
    if name == "mean" and meaning.kind in BOUNDED_BELOW:  # the mean lies where the values lie
        kept = Meaning(meaning.kind, meaning.by)
    result = Tensor(kept if args or options else NOTHING, owner.flow)
    if name == "sum" and meaning.by == EXPONENTIAL and meaning.kind == "positive":
        result = Tensor(Meaning("unknown", "sum of exp"), owner.flow)
    result.mean_of = (owner, False) if name == "mean" and not args else None
    return result


def _two(args: list[Value]) -> bool:
    return len(args) == 1 and isinstance(args[0], Const) and args[0].value == 2


BOUNDED_BELOW = frozenset({"non-negative", "positive", "clipped"})
EXPONENTIAL = "exponential"
EXPONENTIALS = frozenset({EXPONENTIAL, "1 + exp", "exp + "})
BOUNDED = ("abs", "clamp", "clip", "max", "min(", "masked_fill", "where", ".neg(")
UNBOUNDED = frozenset({"raw", "real", "unknown", "non-negative", "positive", "clipped"})


def exponential(owner: Value, node: ast.AST, frame: Frame) -> Tensor:
    """exp(x); `by` tells whether x may be large: "exponential", else "bounded exp"."""
    call = node if isinstance(node, ast.Call) else None
    inner = call.args[0] if call is not None and call.args else getattr(getattr(call, "func", None), "value", None)
    text = ast.unparse(inner) if isinstance(inner, ast.expr) else "-"
    if isinstance(owner, Unknown) and isinstance(owner.why, ast.AST):
        text += ast.unparse(owner.why)
    meaning = owner.meaning if isinstance(owner, Tensor) else NOTHING
    small = products.similarity(meaning.by)
    large = (
        meaning.kind in UNBOUNDED
        and not small
        and not text.startswith("-")
        and not any(word in text for word in BOUNDED)
    )
    flow = Flow(owner.flow if isinstance(owner, Tensor) else None, frame.module, node, "exponential here")
    kind = "positive" if meaning.kind in REAL else "unknown"
    return Tensor(Meaning(kind, EXPONENTIAL if large else "bounded exp", features=meaning.features), flow)


def _product(owner: Tensor, name: str, args: list[Value]) -> Value:
    """x.matmul(y), x.mul(y): as `@` and `*`."""
    from activadvise.checker.operators import arithmetic

    if name in products.ELEMENTWISE:
        return arithmetic(ast.Mult(), owner, args[0] if args else Unknown())
    return products.product([owner, *args])


def logarithm(owner: Tensor, node: ast.AST, frame: Frame) -> Tensor:
    """log(x)."""
    meaning = owner.meaning
    if meaning.kind in TO_LOG:
        made = meaning._replace(kind=TO_LOG[meaning.kind], by=meaning.by)
        return Tensor(made, Flow(owner.flow, frame.module, node, "log here"), owner.last)
    return Tensor(NOTHING, owner.flow)


def _rows(owner: Tensor, args: list[Value]) -> Meaning | None:
    """view(-1, C) of what was normalized behind a Linear layer [..., C]; None for any other view.

    A softmax over another dim than the last is spread over the rows: dim 2 of two, which is none of theirs.
    """
    meaning, first = owner.meaning, args[0] if len(args) == 2 else None
    units = owner.behind is not None and owner.behind.short in ("Linear", "LazyLinear", "linear")
    if meaning.dim is None or meaning.ndim is None or meaning.ndim < 3 or not units:
        return None
    if not (isinstance(first, Const) and first.value == -1):
        return None
    return meaning._replace(dim=-1 if meaning.dim % meaning.ndim == meaning.ndim - 1 else 2, ndim=2)


def _reshaped(meaning: Meaning, name: str, args: list[Value]) -> Meaning:
    if name in ("unsqueeze", "unsqueeze_"):
        return meaning._replace(features=None, ndim=None, dim=None)
    last = args[-1].value if args and isinstance(args[-1], Const) else None
    ndim = len(args) if name in ("view", "reshape") and len(args) > 1 else None
    if ndim and last is not None and last == meaning.features and meaning.dim in (-1, None):
        return meaning._replace(ndim=ndim)
    if name == "flatten" and len(args) == 1 and last == 1:
        ndim = 2
    return meaning._replace(features=None, ndim=ndim, dim=None)


def _moved(meaning: Meaning, name: str, args: list[Value]) -> Meaning:
    """transpose and permute carry the dim of a distribution along."""
    dims = [a.value for a in args if isinstance(a, Const) and isinstance(a.value, int)]
    dim, ndim = meaning.dim, meaning.ndim
    if dim is not None and len(dims) == len(args):
        if name in ("transpose", "swapaxes", "swapdims") and len(dims) == 2:
            dim = _swapped(dim, dims, ndim)
        elif name == "permute" and dims:
            positive = dim % len(dims)
            dim = dims.index(positive) if positive in dims else None
        else:
            dim = None
    elif dim is not None:
        dim = None
    return meaning._replace(dim=dim, features=None, ndim=ndim)


def _swapped(dim: int, dims: list[int], ndim: int | None) -> int | None:
    """Where a dim is after two were exchanged; None where that hangs on an unknown number of dims."""
    if ndim:  # a number has none
        dim, dims = dim % ndim, [d % ndim for d in dims]
    elif any((d < 0) is not (dim < 0) for d in dims):
        return None
    return dims[1 - dims.index(dim)] if dim in dims else dim


def _pick(owner: Tensor, name: str, args: list[Value]) -> Value:
    meaning = owner.meaning
    if name.startswith(("clamp", "clip")) and meaning.kind in REAL:
        low = args[0].value if args and isinstance(args[0], Const) else None
        if name in ("clamp_min", "clamp", "clip") and low == 0:
            return Tensor(Meaning("non-negative", "relu"), owner.flow, owner.last)
        wide = low is None or (isinstance(low, (int, float)) and low <= -5)
        return Tensor(Meaning("raw", meaning.by) if wide else NOTHING, owner.flow)
    keeps = name.startswith(("clamp", "clip", "nan_to", "masked_fill", "flip", "roll", "interpolate", "upsample"))
    kept = meaning if keeps else meaning._replace(features=None, ndim=None if name in LESS_DIMS else meaning.ndim)
    part = Tensor(kept, owner.flow, None if "clam" in name or "clip" in name else owner.last, None, owner.behind)
    if name in ("gather", "index_select", "masked_select", "take") and meaning.kind.endswith("distribution"):
        kind = "log-probability" if meaning.kind.startswith("log") else "probability"
        return Tensor(Meaning(kind, meaning.by), owner.flow, owner.last) if name == "gather" else part
    return Seq([], part) if name in ("chunk", "split", "unbind") else part


def _shifted(owner: Tensor, name: str, args: list[Value]) -> Value:
    from activadvise.checker.operators import arithmetic

    op: ast.operator = ast.Add() if name.startswith("add") else ast.Sub() if name.startswith("sub") else ast.Div()
    return arithmetic(op, owner, args[0] if args else Unknown())


def _extreme(owner: Tensor, args: list[Value], options: dict[str, Value]) -> Value:
    meaning = owner.meaning
    kind = {"distribution": "probability", "log-distribution": "log-probability"}.get(meaning.kind, meaning.kind)
    values = Tensor(meaning._replace(kind=kind, dim=None, features=None, ndim=None), owner.flow)
    return Seq([values, Tensor()]) if args or options else values


def joined(values: list[Any], stacked: bool = False) -> Value:
    """cat and where: a meaning that all parts share; a part that may be missing is None in one alternative.

    Distributions one beside the other are distributions still only where each keeps a dim of its own: `stacked`.
    """
    values = [o for v in values for o in options_of(v) if not (isinstance(o, Const) and o.value is None)]
    tensors = [v for v in values if isinstance(v, Tensor)]
    if not tensors or len(tensors) != len(values):
        return Tensor(NOTHING, tensors[0].flow if tensors else None)
    kinds = {t.meaning.kind for t in tensors}
    first = tensors[0]
    if len(kinds) == 1 and len(tensors) == 1:
        return Tensor(first.meaning._replace(features=None, dim=None), first.flow, first.last)
    if len(kinds) == 1:
        kind = "unknown" if not stacked and first.meaning.kind.endswith("distribution") else first.meaning.kind
        return Tensor(Meaning(kind, first.meaning.by), first.flow)
    return Tensor(NOTHING, first.flow)


def describe(layer: Layer) -> str:
    """How a flow names a layer."""
    return layer.short
