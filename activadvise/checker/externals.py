"""Calls of library names: torch, builtins, and the frameworks that call losses for the user."""

from __future__ import annotations

import ast
import re
from typing import Any

from activadvise.checker import builtins, calls, frameworks, layers, losses, products, tables, tensors
from activadvise.checker.run import Frame
from activadvise.checker.values import (
    UNKNOWN,
    Const,
    Flow,
    Layer,
    Seq,
    Tensor,
    Union,
    Unknown,
    Value,
)
from activadvise.meaning import Meaning

Options = dict[str, Value]
CONTAINERS = {"torch.nn.ModuleList": Seq, "torch.nn.ModuleDict": None}
OVERLAP = re.compile(r"(?:^|_)(?:dice|tversky)(?:_|$|loss)|Dice|Tversky")
CALLS_MODULE = {"data_parallel": 1, "functional_call": 2}  # where the module's argument stands
FUNCTIONAL = "torch.nn.functional."
KINDS = (
    (tables.FUNCTIONAL_LINEAR, "linear"), (tables.FUNCTIONAL_NORM, "norm"), (tables.FUNCTIONAL_DROPOUT, "dropout"),
    (tables.FUNCTIONAL_POOL, "pool"), ({"embedding"}, "embedding"),
)  # fmt: skip


def call(name: str, args: list[Value], options: Options, node: ast.AST, frame: Frame) -> Value:
    """The result of calling a name of a library."""
    run = frame.run
    for watch in run.on_call.get(name, ()):
        watch(run, name, node, args, options, frame)  # type: ignore[arg-type]
    if name.startswith("torch."):
        found = _torch(name, args, options, node, frame)
        if found is not None:
            return found
    if name.startswith("builtins."):
        return builtins.call(name[9:], args, options, node, frame)
    handler = builtins.LIBRARY.get(name)
    if handler is not None:
        return handler(args, options, node, frame)
    if name in tables.WRAPPERS:
        return args[0] if args else options.get("model", options.get("module", UNKNOWN))
    return frameworks.call(name, args, options, node, frame) or Unknown(node)


def _torch(name: str, args: list[Value], options: Options, node: ast.AST, frame: Frame) -> Value | None:
    run, words = frame.run, frame.run.vocabulary
    if name in words.sinks:
        sink(name, args, options, node, frame)
    short = name.rpartition(".")[2]
    if short[:1].isupper():
        if name == "torch.nn.ModuleList":
            return _list_of(args)
        if name in ("torch.nn.Parameter", "torch.nn.parameter.Parameter"):
            return _parameter(options.get("requires_grad"), node, frame)
        if name == "torch.nn.ModuleDict":
            return args[0] if args else builtins.empty_map()
        return layers.make(name, args, options, node, frame.module, run)
    if name in words.losses:
        return losses.call(words.losses[name], name, args, options, node, frame)
    if name in words.activations:
        return functional(name, words.activations[name], args, options, node, frame)
    if short in products.NAMES and name.count(".") == 1:
        if short in products.ELEMENTWISE and len(args) > 1 and isinstance(args[0], Tensor):
            return tensors.method(args[0], short, args[1:], options, node, frame)
        return products.product([a for a in args if not isinstance(a, Const)], short in products.ELEMENTWISE)
    if short in CALLS_MODULE and len(args) > CALLS_MODULE[short]:
        return calls.call_value(args[0], [_arguments_of(args[CALLS_MODULE[short]])], {}, node, frame)
    if short == "cosine_similarity":
        return products.product([Tensor(Meaning("bounded", products.UNIT))] * 2)
    if name == "torch.where" and len(args) == 3:
        return tensors.joined(args[1:])
    if name in ("torch.cat", "torch.stack", "torch.concat", "torch.hstack", "torch.vstack"):
        parts = args[0] if args else UNKNOWN
        return (
            tensors.joined([*parts.items, *([parts.rest] if parts.rest else [])], short == "stack")
            if isinstance(parts, Seq)
            else Tensor()
        )
    for names, kind in KINDS:
        if short in names and (name.startswith(FUNCTIONAL) or kind == "dropout"):
            made = Layer(name, kind, "", args, options, frame.module, node)
            return layers.on(made, args[0] if args else UNKNOWN, node, frame)
    if name in ("torch.sparse.mm", "torch.linalg.matmul"):
        return products.product(args)
    if name.count(".") == 1 or name.startswith(("torch.special.", FUNCTIONAL)):
        return _as_method(short, args, options, node, frame)
    return None


def _arguments_of(value: Value) -> Value:
    """functional_call takes one argument, or a tuple of all."""
    return value.items[0] if isinstance(value, Seq) and value.items else value


def _parameter(trained: Value | None, node: ast.AST, frame: Frame) -> Tensor:
    """A trained parameter can become any number; one that is not trained holds what it was given."""
    if isinstance(trained, Const) and trained.value is False:
        return Tensor()
    return Tensor(Meaning("real", "Parameter"), Flow(None, frame.module, node, "Parameter here"))


def _list_of(args: list[Value]) -> Value:
    if not args:
        return Seq([])
    return Seq(list(args[0].items), args[0].rest) if isinstance(args[0], Seq) else args[0]


def functional(name: str, activation: str, args: list[Value], options: Options, node: ast.AST, frame: Frame) -> Value:
    """F.softmax(x, dim): a layer made and applied at once."""
    value = args[0] if args else options.get("input", UNKNOWN)
    if activation == tensors.EXPONENTIAL and not isinstance(value, Union):
        known = isinstance(value, Tensor) and value.meaning.kind in tensors.TO_EXP
        made = tensors.method(value, "exp", [], {}, node, frame) if known and isinstance(value, Tensor) else None
        return made or tensors.exponential(value, node, frame)
    approximate = options.get("approximate")
    if activation == "gelu" and isinstance(approximate, Const) and approximate.value == "tanh":
        activation = "gelu_tanh"
    layer = Layer(name, "activation", activation, _arguments(activation, args[1:]), options, frame.module, node)
    return layers.on(layer, value, node, frame)


def _arguments(activation: str, args: list[Value]) -> list[Value]:
    return args if activation != "gumbel_softmax" else []


def _as_method(short: str, args: list[Value], options: Options, node: ast.AST, frame: Frame) -> Value | None:
    """torch.squeeze(x, 1) is x.squeeze(1)."""
    owner = args[0] if args else options.get("input")
    if isinstance(owner, Union):
        from activadvise.checker import methods

        return methods.on_union(owner, short, args[1:], options, node, frame)
    if isinstance(owner, Tensor):
        return tensors.method(owner, short, args[1:], options, node, frame) or Tensor(flow=owner.flow)
    if short in ("randn", "rand", "zeros", "ones", "empty", "full"):
        sizes = args[0].items if args and isinstance(args[0], Seq) else args
        ndim = len(sizes) if all(isinstance(a, Const) for a in sizes) else None
        return Tensor(Meaning("unknown", short if short in tensors.BLANK else "", ndim=ndim))
    if short in tensors.BLANK:
        return Tensor(Meaning("unknown", short))
    if short in ("tensor", "arange", "randint", "matmul", "einsum"):
        return Tensor()
    return Unknown(node) if owner is None or isinstance(owner, Unknown) else None


def sink(name: str, args: list[Value], options: Options, node: ast.AST, frame: Frame) -> None:
    """A sampler or a distribution: judged like a loss, by its own check."""
    run = frame.run
    for code, entry in run.vocabulary.sinks[name]:
        value = options.get(entry.argument)
        if value is None and entry.position is not None and entry.position < len(args):
            value = args[entry.position]
        if isinstance(value, Tensor):
            check = run.judge.sink(code, entry.expects, value.meaning)
            if check is not None:
                what = {"loss": entry.name, "value": run.judge.describe(value.meaning), "argument": entry.argument}
                run.hit(code, (frame.module, node), what, value.flow)


def named_loss(name: str, function: Any, args: list[Value], node: ast.AST, frame: Frame) -> None:
    """A class or function of the project that is a Dice loss by name and applies no activation itself."""
    if OVERLAP.search(name) and args and isinstance(args[0], Tensor):
        judge_overlap(function, args[0], node, frame)


def judge_overlap(function: ast.AST, value: Tensor, node: ast.AST, frame: Frame) -> None:
    """Raw scores into a hand-written overlap loss."""
    if value.meaning.kind != "raw":
        return
    words = {getattr(n, "attr", getattr(n, "id", "")) for n in ast.walk(function)}
    if any("sigmoid" in w.lower() or "softmax" in w.lower() or w == "act" for w in words if w):
        return
    what = {"loss": "a loss on overlaps", "value": frame.run.judge.describe(value.meaning)}
    frame.run.hit("ACT115", (frame.module, node), what, value.flow)
