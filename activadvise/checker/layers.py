"""PyTorch's own modules: made from their arguments, applied to tensors."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any

from activadvise.checker import calls, losses, pretrained, products, tables
from activadvise.checker.joins import join_all
from activadvise.checker.names import Module
from activadvise.checker.run import Frame, Run
from activadvise.checker.values import UNKNOWN, Const, Flow, Instance, Layer, Map, Seq, Tensor, Union, Unknown, Value
from activadvise.meaning import NOTHING, Meaning

Options = dict[str, Value]
SIMPLE: dict[str, str] = {
    **dict.fromkeys(tables.LINEAR, "linear"), **dict.fromkeys(tables.EMBEDDING, "embedding"),
    **dict.fromkeys(tables.NORM, "norm"), **dict.fromkeys(tables.DROPOUT, "dropout"),
    **dict.fromkeys(tables.KEEP_MODULES, "keep"), **dict.fromkeys(tables.POOL, "pool"),
    **dict.fromkeys(tables.RECURRENT, "recurrent"), **dict.fromkeys(tables.CELLS, "cell"),
    **dict.fromkeys(tables.TRANSFORMER, "transformer"), "LSTMCell": "recurrent",
    "CosineSimilarity": "cosine",
}  # fmt: skip


def make(name: str, args: list[Value], options: Options, node: ast.AST, module: Module, run: Run) -> Layer | None:
    """A module of torch.nn from a call of its class; None if it is not known."""
    words = run.vocabulary
    short = name.rpartition(".")[2]
    if not short[:1].isupper() or not name.startswith("torch.nn."):
        return None
    if name in words.losses:
        return Layer(name, "loss", words.losses[name], args, {**losses.positional(name, args), **options}, module, node)
    if short == "Sequential":
        named = args[0].items if len(args) == 1 and isinstance(args[0], Map) else {}
        made = Layer(name, "sequence", "", args, {str(k): v for k, v in named.items()}, module, node, _contents(args))
        run.sequences.append(made)
        return made
    if name in words.activations and short != "Identity":
        return Layer(name, "activation", _variant(words.activations[name], options), args, options, module, node)
    kind = SIMPLE.get(short)
    return Layer(name, kind, "", args, options, module, node) if kind is not None else None


def _variant(activation: str, options: Options) -> str:
    approximate = options.get("approximate")
    if activation in ("gelu", "gelu_tanh"):
        return "gelu_tanh" if isinstance(approximate, Const) and approximate.value == "tanh" else "gelu"
    return activation


def _contents(args: list[Value]) -> Seq:
    if len(args) == 1 and isinstance(args[0], Map):
        return Seq(list(args[0].items.values()), args[0].rest)
    if args and isinstance(args[-1], Seq):
        return Seq([*args[:-1], *args[-1].items], args[-1].rest)
    return Seq(list(args))


def apply(layer: Layer, args: list[Value], options: Options, node: ast.AST, frame: Frame) -> Value:
    """layer(x)."""
    if layer.kind == "loss":
        return losses.call(layer.id, layer.name, args, options, node, frame, layer.options)
    value = args[0] if args else next(iter(options.values()), UNKNOWN)
    if layer.kind == "sequence":
        for watch in frame.run.on_sequence:
            watch(frame.run, layer, node, frame)
        return _sequence(layer, value, node, frame)
    if layer.kind == pretrained.KIND:
        return pretrained.output(layer, node, frame)
    return on(layer, value, node, frame)


def on(layer: Layer, value: Value, node: ast.AST, frame: Frame) -> Value:
    """A layer on each alternative of a value."""
    if isinstance(value, Union):
        frame.run.quiet += 1
        try:
            return join_all([on(layer, option, node, frame) for option in value.options])
        finally:
            frame.run.quiet -= 1
    tensor = value if isinstance(value, Tensor) else Tensor()
    if layer.kind not in ("recurrent", "transformer"):
        for watch in frame.run.on_apply:
            watch(frame.run, layer, tensor, node, frame)
    return APPLY[layer.kind](layer, tensor, node, frame)


def _sequence(layer: Layer, value: Value, node: ast.AST, frame: Frame) -> Value:
    items = layer.items or Seq([])
    turns = list(items.items)
    if items.rest is not None and (not turns or turns[-1] is not items.rest):
        return Unknown("the layers of a Sequential built from values that are not known")
    for item in turns:
        value = _step(item, value, node, frame)
    return value


def _step(item: Value, value: Value, node: ast.AST, frame: Frame) -> Value:
    if isinstance(item, Layer) and item.kind not in ("sequence", "loss"):
        inner = Frame(frame.run, item.module, {}, None, frame.self_value, frame.cls, frame.node)
        inner.autocast = frame.autocast
        return on(item, value, item.node, inner)
    if isinstance(item, (Layer, Instance, Union)) and frame.run.fuel > 0:
        frame.run.fuel -= 1  # one that holds another twice, which holds a third twice, is no end of layers
        return calls.call_value(item, [value], {}, node, frame)
    if isinstance(item, Const) and item.value is None:
        return value
    return Unknown("an unknown layer of a Sequential")


def _linear(layer: Layer, tensor: Tensor, node: ast.AST, frame: Frame) -> Value:
    position, ndim = tables.LINEAR.get(layer.short, (9, None))
    name = tables.UNITS.get(layer.short, "out_channels")
    units = layer.literal(position, name)
    meaning = Meaning(
        "raw", layer.short, features=units if isinstance(units, int) else None, ndim=ndim or _dims(tensor)
    )
    flow = Flow(None, frame.module, node, f"{layer.short} makes raw scores here")
    return Tensor(meaning, flow, layer, layer)


def _dims(tensor: Tensor) -> int | None:
    return tensor.meaning.ndim


def _activation(layer: Layer, tensor: Tensor, node: ast.AST, frame: Frame) -> Value:
    words = frame.run.vocabulary
    kind = words.kinds.get(layer.id, "real")
    if layer.id == "multihead_attention":
        return Seq([Tensor(Meaning("raw", "MultiheadAttention")), Tensor()])
    dim, given = _dim(layer)
    before = tensor.meaning
    meaning = Meaning(
        kind, layer.id, dim=dim, dim_given=given,
        features=before.features if layer.id != "glu" else None, ndim=before.ndim,
    )  # fmt: skip
    if kind == "distribution" and before.features == 1:
        meaning = meaning._replace(features=1)
    flow = Flow(tensor.flow, frame.module, node, f"{words.label(layer.id)} here")
    return Tensor(meaning, flow, layer, None, tensor.last)


def _dim(layer: Layer) -> tuple[int | None, bool]:
    """The dim of a softmax, and whether it was given."""
    found = layer.argument(0, "dim")
    if layer.short == "Softmax2d":
        return 1, True
    if found is None or (isinstance(found, Const) and found.value is None):
        return None, False
    return (found.value if isinstance(found, Const) and isinstance(found.value, int) else None), True


def _norm(layer: Layer, tensor: Tensor, node: ast.AST, frame: Frame) -> Value:
    before = tensor.meaning
    flow = tensor.flow if before.kind == "raw" else Flow(None, frame.module, node, f"{layer.short} here")
    linear = tensor.linear if layer.short.startswith("BatchNorm") else None  # the others divide by a norm
    return Tensor(Meaning("raw", layer.short, features=before.features, ndim=before.ndim), flow, layer, linear)


def _dropout(layer: Layer, tensor: Tensor, node: ast.AST, frame: Frame) -> Value:
    return tensor


def _keep(layer: Layer, tensor: Tensor, node: ast.AST, frame: Frame) -> Value:
    if layer.short == "Identity":
        return tensor
    meaning = tensor.meaning._replace(
        ndim=None, features=None if layer.short != "Upsample" else tensor.meaning.features
    )
    return Tensor(meaning, tensor.flow, tensor.last, tensor.linear if layer.short == "Flatten" else None)


def _pool(layer: Layer, tensor: Tensor, node: ast.AST, frame: Frame) -> Value:
    kind = "unknown" if tensor.meaning.kind.endswith("distribution") else tensor.meaning.kind
    return Tensor(tensor.meaning._replace(kind=kind), tensor.flow, tensor.last)


def _embedding(layer: Layer, tensor: Tensor, node: ast.AST, frame: Frame) -> Value:
    return Tensor(Meaning("raw", layer.short), Flow(None, frame.module, node, f"{layer.short} here"))


def _cosine(layer: Layer, tensor: Tensor, node: ast.AST, frame: Frame) -> Value:
    return Tensor(Meaning("bounded", products.COSINE), Flow(None, frame.module, node, f"{layer.short} here"))


def _recurrent(layer: Layer, tensor: Tensor, node: ast.AST, frame: Frame) -> Value:
    return Seq([Tensor(NOTHING), Seq([Tensor(NOTHING), Tensor(NOTHING)])])


def _cell(layer: Layer, tensor: Tensor, node: ast.AST, frame: Frame) -> Value:
    return Tensor(NOTHING)


def _transformer(layer: Layer, tensor: Tensor, node: ast.AST, frame: Frame) -> Value:
    """As many dims as it gets; if that is not known, those of a batch of sequences."""
    flow = Flow(None, frame.module, node, f"{layer.short} here")
    return Tensor(Meaning("raw", layer.short, ndim=tensor.meaning.ndim or 3), flow, layer)


APPLY: dict[str, Callable[[Layer, Tensor, Any, Frame], Value]] = {
    "linear": _linear, "activation": _activation, "norm": _norm, "dropout": _dropout, "keep": _keep, "pool": _pool,
    "embedding": _embedding, "cosine": _cosine, "recurrent": _recurrent, "cell": _cell, "transformer": _transformer,
}  # fmt: skip
