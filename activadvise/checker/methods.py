"""Calls of methods of values that have no class of ours."""

from __future__ import annotations

import ast

from activadvise.checker import externals, indexing, layers, objects, pretrained, tables, tensors
from activadvise.checker.joins import computed, join, join_all
from activadvise.checker.run import Frame
from activadvise.checker.values import (
    ABSENT,
    UNKNOWN,
    Const,
    External,
    Instance,
    Layer,
    Map,
    Method,
    Seq,
    Super,
    Tensor,
    Union,
    Unknown,
    Value,
)

Options = dict[str, Value]
SPELLING = frozenset({"lower", "upper", "strip", "casefold", "capitalize", "title"})  # of a string that is known


def call(method: Method, args: list[Value], options: Options, node: ast.AST, frame: Frame) -> Value:
    """owner.name(...)."""
    owner, name = method.owner, method.name
    if isinstance(owner, Tensor):
        return on_tensor(owner, name, args, options, node, frame)
    if isinstance(owner, Seq):
        return _on_seq(owner, name, args, frame)
    if isinstance(owner, Map):
        return _on_map(owner, name, args, options, frame)
    if isinstance(owner, Layer):
        return _on_layer(owner, name, args, options, node, frame)
    if isinstance(owner, Instance):
        return _on_instance(owner, name, args, options, node, frame)
    if isinstance(owner, Super):
        return _on_super(owner, name, args, options, node, frame)
    if isinstance(owner, Const) and isinstance(owner.value, str) and name in SPELLING and not args:
        return Const(getattr(owner.value, name)())
    return Unknown(node)


def on_union(owner: Union, name: str, args: list[Value], options: Options, node: ast.AST, frame: Frame) -> Value:
    """A tensor method on each alternative."""
    frame.run.quiet += 1
    try:
        found = [
            on_tensor(o if isinstance(o, Tensor) else Tensor(), name, args, options, node, frame)
            for o in computed(owner)
        ]
    finally:
        frame.run.quiet -= 1
    return join_all(found)


def on_tensor(owner: Tensor, name: str, args: list[Value], options: Options, node: ast.AST, frame: Frame) -> Value:
    """x.softmax(dim=1), x.view(...), …"""
    words = frame.run.vocabulary
    activation = words.methods.get(name) or words.methods.get(name.rstrip("_"))
    if activation is not None and name not in ("square",):
        return externals.functional(f"torch.Tensor.{name}", activation, [owner, *args], options, node, frame)
    if f"torch.{name}" in words.sinks:
        externals.sink(f"torch.{name}", [owner, *args], options, node, frame)
        return Tensor()
    if name in ("size", "dim", "numel", "stride", "nelement"):
        return Unknown("a size")
    return tensors.method(owner, name, args, options, node, frame) or Tensor(flow=owner.flow)


def _on_seq(owner: Seq, name: str, args: list[Value], frame: Frame) -> Value:
    if name == "append" and args:
        owner.items.append(join(args[0], ABSENT) if frame.weak else args[0])
    elif name in ("extend", "__iadd__") and args:
        indexing.extend(owner, indexing.elements(args[0], frame), frame)
    elif name == "insert" and len(args) == 2:
        index = args[0].value if isinstance(args[0], Const) and isinstance(args[0].value, int) else 0
        owner.items.insert(index, args[1])
    elif name == "pop":
        return indexing.delete_item(owner, args[0] if args else Const(-1), frame)
    elif name in ("copy", "children"):
        return Seq(list(owner.items), owner.rest)
    else:
        return Unknown("")
    return Const(None)


def _on_map(owner: Map, name: str, args: list[Value], options: Options, frame: Frame) -> Value:
    if name == "get" and args:
        found = indexing.entry(owner, args[0])
        known = isinstance(args[0], Const) and args[0].value in owner.items
        return found if known or len(args) < 2 else join(found, args[1])
    if name == "values":
        return Seq(list(owner.items.values()), owner.rest)
    if name == "items":
        pairs: list[Value] = [Seq([Const(key), value]) for key, value in owner.items.items()]
        return Seq(pairs, Seq([UNKNOWN, owner.rest]) if owner.rest is not None else None)
    if name == "keys":
        return Seq([Const(key) for key in owner.items])
    if name == "setdefault" and len(args) == 2 and isinstance(args[0], Const):
        return owner.items.setdefault(args[0].value, args[1])
    if name == "update":
        owner.items.update(options)
        if args and isinstance(args[0], Map):
            owner.items.update(args[0].items)
        return Const(None)
    if name in ("add_module", "register_module") and len(args) == 2:
        indexing.set_item(owner, args[0], args[1], frame)
    if name == "append" and args:
        owner.items[len(owner.items)] = args[0]
    if name == "copy":
        return Map(dict(owner.items), owner.rest)
    if name == "pop" and args:
        return indexing.delete_item(owner, args[0], frame)
    return Unknown("")


def _on_layer(owner: Layer, name: str, args: list[Value], options: Options, node: ast.AST, frame: Frame) -> Value:
    if name in tables.MODULE_KEEP or name == "__new__":  # module.__new__(type(module)) begins a copy
        return owner
    if name == "forward":
        return layers.apply(owner, args, options, node, frame)
    if owner.items is not None and name == "pop":
        return _on_seq(owner.items, name, args, frame)
    if owner.items is not None and name in ("append", "add_module", "register_module", "insert", "extend"):
        _add(owner, name, args, frame)
        return owner
    if name in ("children", "modules"):
        return Seq(list(owner.items.items), owner.items.rest) if owner.items is not None else Seq([])
    return Unknown("")


def _add(owner: Layer, name: str, args: list[Value], frame: Frame) -> None:
    assert owner.items is not None
    if name in ("add_module", "register_module"):
        _on_seq(owner.items, "append", args[1:2], frame)
        if len(args) == 2 and isinstance(args[0], Const):
            owner.options[str(args[0].value)] = args[1]
    else:
        _on_seq(owner.items, name, args, frame)


def _on_instance(owner: Instance, name: str, args: list[Value], options: Options, node: ast.AST, frame: Frame) -> Value:
    if name in ("eval", "train"):
        mode = args[0] if args else options.get("mode", Const(name == "train"))
        if "training" in owner.attributes or name == "eval":
            objects.set_attribute(owner, "training", mode, frame)
    if name in tables.MODULE_KEEP or name == "__new__":  # module.__new__(type(module)) begins a copy
        return owner
    if name in ("add_module", "register_module") and len(args) == 2 and isinstance(args[0], Const):
        if owner.base is not None and owner.base.items is not None:
            _add(owner.base, name, args, frame)
        objects.set_attribute(owner, str(args[0].value), args[1], frame)
    elif owner.base is not None and owner.base.kind != pretrained.KIND:
        return _on_layer(owner.base, name, args, options, node, frame)
    elif name in ("children", "modules") and owner.base is None:
        return Seq(list(owner.attributes.values()))
    return Unknown("")


def _on_super(owner: Super, name: str, args: list[Value], options: Options, node: ast.AST, frame: Frame) -> Value:
    """super().__init__(...) and super().forward(...) of a class of PyTorch."""
    instance = owner.self
    if not isinstance(instance, Instance):
        return UNKNOWN
    if name == "__init__":
        for base in objects.external_bases(instance.cls, frame.run):
            made = layers.make(base, args, options, instance.cls.node, instance.cls.module, frame.run)
            if made is not None:
                instance.base = made
    elif name in ("forward", "__call__") and instance.base is not None:
        return layers.apply(instance.base, args, options, node, frame)
    elif name in ("add_module", "append"):
        return _on_instance(instance, name, args, options, node, frame)
    return Unknown("")


def external_method(owner: External, name: str) -> External:
    """module.name."""
    return External(f"{owner.name}.{name}")
