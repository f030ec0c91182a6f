"""Attributes, items and elements of abstract values; objects of the checked classes."""

from __future__ import annotations

import ast
from typing import Any

from activadvise.checker import calls, expressions, tensors
from activadvise.checker.joins import join, join_all
from activadvise.checker.run import Frame, Run
from activadvise.checker.tables import MODULE_KEEP
from activadvise.checker.values import (
    UNKNOWN,
    Class,
    Const,
    External,
    Function,
    Instance,
    Layer,
    Map,
    Method,
    Namespace,
    Partial,
    Position,
    Seq,
    Super,
    Tensor,
    Union,
    Unknown,
    Value,
)


def order(cls: Class, run: Run) -> list[Class]:
    """The class and its bases among the checked files, nearest first."""
    if cls._order is None:
        cls._order = [cls]
        for base in bases(cls, run):
            if isinstance(base, Class) and base is not cls:
                cls._order += [c for c in order(base, run) if c not in cls._order]
    return cls._order


def bases(cls: Class, run: Run) -> list[Value]:
    """The values of the base expressions."""
    if cls.bases is None:
        cls.bases = []
        frame = Frame(run, cls.module, {})
        cls.bases = [expressions.evaluate(base, frame) for base in cls.node.bases if not isinstance(base, ast.Starred)]
    return cls.bases


def external_bases(cls: Class, run: Run) -> list[str]:
    """Dotted names of library classes that it inherits from."""
    return [base.name for c in order(cls, run) for base in bases(c, run) if isinstance(base, External)]


def find_method(cls: Class, name: str, run: Run) -> tuple[Class, Any] | None:
    """The class that defines a method, and its definition."""
    for owner in order(cls, run):
        found = owner.methods.get(name)
        if found is not None:
            return owner, found
    return None


def prepare(instance: Instance, run: Run) -> None:
    """Read `__init__`, once."""
    if instance.ready:
        return
    instance.ready = True
    found = find_method(instance.cls, "__init__", run)
    if found is not None:
        function = Function(found[1], found[0].module, None, instance, found[0])
        weak, run.quiet = run.quiet, 0
        try:
            calls.call_function(function, instance.args, instance.options, run)
        finally:
            run.quiet = weak
    else:
        _dataclass_fields(instance)
    if instance.base is None and found is None:
        for name in external_bases(instance.cls, run):
            instance.base = calls.base_layer(name, instance, run)


def _dataclass_fields(instance: Instance) -> None:
    names = [
        n.target.id for n in instance.cls.node.body if isinstance(n, ast.AnnAssign) and isinstance(n.target, ast.Name)
    ]
    instance.attributes.update(zip(names, instance.args, strict=False))
    instance.attributes.update(instance.options)


def attribute(owner: Value, name: str, node: ast.Attribute, frame: Frame) -> Value:
    """`owner.name`."""
    if isinstance(owner, Instance):
        return instance_attribute(owner, name, frame)
    if isinstance(owner, External):
        return External(f"{owner.name}.{name}")
    if isinstance(owner, Tensor):
        return tensors.attribute(owner, name)
    if isinstance(owner, Namespace):
        found = owner.module.lookup(name) or frame.run.project.submodule(owner.module, name)
        return found or Unknown(f"what {name} is in {owner.module.path}")
    if isinstance(owner, Union):
        return join_all([attribute(o, name, node, frame) for o in expressions.unwrapped(owner)])
    if isinstance(owner, Class):
        return _class_attribute(owner, name, frame.run)
    if isinstance(owner, Super):
        return _super_attribute(owner, name, frame.run)
    if isinstance(owner, Map) and name in owner.items:
        return owner.items[name]  # a ModuleDict or a model output with named fields
    if isinstance(owner, Layer) and name in ("weight", "bias"):
        return Tensor()
    if isinstance(owner, Unknown):
        return Unknown(owner.why or "")
    return Method(owner, name)


def instance_attribute(owner: Instance, name: str, frame: Frame) -> Value:
    """An attribute of an object of ours: set, method, class attribute, inherited."""
    run = frame.run
    prepare(owner, run)
    found = owner.attributes.get(name)
    if found is not None:
        return found
    if name == "training":
        return Const(True)
    method = find_method(owner.cls, name, run)
    if method is not None:
        function = Function(method[1], method[0].module, None, owner, method[0])
        if any(isinstance(d, ast.Name) and d.id in ("property", "cached_property") for d in method[1].decorator_list):
            return calls.call_function(function, [], {}, run)
        return function
    value = _class_attribute(owner.cls, name, run)
    if not isinstance(value, Unknown):
        return value
    if name in MODULE_KEEP or name in ("append", "add_module", "register_module", "children", "modules", "forward"):
        return Method(owner, name)
    return Unknown(f"what {owner.cls.node.name}.{name} is")


def _class_attribute(cls: Class, name: str, run: Run) -> Value:
    for owner in order(cls, run):
        if name in owner.attributes:
            return expressions.evaluate(owner.attributes[name], Frame(run, owner.module, {}))
        if name in owner.methods:
            return Function(owner.methods[name], owner.module, None, None, owner)
    if "Enum" in " ".join(external_bases(cls, run)):
        return Unknown(f"what {cls.node.name}.{name} is")
    return Unknown(f"what {cls.node.name}.{name} is")


def _super_attribute(owner: Super, name: str, run: Run) -> Value:
    if isinstance(owner.self, Instance):
        classes = order(owner.self.cls, run)
        start = classes.index(owner.cls) + 1 if owner.cls in classes else 0
        for cls in classes[start:]:
            if name in cls.methods:
                return Function(cls.methods[name], cls.module, None, owner.self, cls)
    return Method(owner, name)


def set_attribute(owner: Value, name: str, value: Value, frame: Frame) -> None:
    """`owner.name = value`; inside a branch the old value stays possible."""
    if isinstance(owner, Instance):
        if frame.self_value is not owner:  # from outside: what the object's methods return may change
            prepare(owner, frame.run)
            frame.run.memo.clear()
        old = owner.attributes.get(name)
        if frame.weak and old is not None:
            value = join(old, value)
        owner.attributes[name] = value
    elif isinstance(owner, Map):
        set_item(owner, Const(name), value, frame)


def set_item(owner: Value, key: Value, value: Value, frame: Frame) -> None:
    """`owner[key] = value`."""
    if isinstance(owner, Layer) and owner.items is not None:
        owner = owner.items
    if isinstance(owner, Map):
        if isinstance(key, Const):
            old = owner.items.get(key.value)
            owner.items[key.value] = join(old, value) if frame.weak and old is not None else value
        else:
            owner.rest = join(owner.rest, value) if owner.rest is not None else value
    elif isinstance(owner, Seq):
        index = key.value if isinstance(key, Const) else None
        if isinstance(index, int) and -len(owner.items) <= index < len(owner.items):
            owner.items[index] = join(owner.items[index], value) if frame.weak else value
        else:
            owner.rest = join(owner.rest, value) if owner.rest is not None else value


def extend(owner: Seq, more: Seq, frame: Frame) -> None:
    """Append elements; inside a branch each of them is there or not."""
    for value in more.items:
        owner.items.append(join(value, Const(None)) if frame.weak else value)
    if more.rest is not None:
        owner.rest = more.rest


def elements(value: Value, frame: Frame) -> Seq:
    """What a loop over a value meets."""
    if isinstance(value, Seq):
        return value
    if isinstance(value, Layer) and value.items is not None:
        return value.items
    if isinstance(value, Map):
        return Seq([Const(key) for key in value.items], UNKNOWN if value.rest is not None else None)
    if isinstance(value, Union):
        found = [elements(option, frame) for option in value.options]
        return Seq(
            [], join_all([v for seq in found for v in [*seq.items, *([seq.rest] if seq.rest else [])]] or [UNKNOWN])
        )
    if isinstance(value, Instance):
        prepare(value, frame.run)
        if value.base is not None and value.base.items is not None:
            return value.base.items
    if isinstance(value, Tensor):
        return Seq([], value)
    return Seq([], Unknown(value.why if isinstance(value, Unknown) else ""))


def item(owner: Value, index: Value, node: ast.Subscript, frame: Frame) -> Value:
    """`owner[index]`."""
    if isinstance(owner, Union):
        return join_all([item(option, index, node, frame) for option in expressions.unwrapped(owner)])
    if isinstance(owner, Instance):
        prepare(owner, frame.run)
        owner = owner.base or owner
    if isinstance(owner, Layer) and owner.items is not None:
        owner = owner.items
    if isinstance(owner, Seq):
        return _seq_item(owner, index)
    if isinstance(owner, Map):
        return entry(owner, index)
    if isinstance(owner, Tensor):
        return tensors.picked(owner, node.slice)
    if isinstance(owner, Instance):
        method = find_method(owner.cls, "__getitem__", frame.run)
        if method is not None:
            return calls.call_function(
                Function(method[1], method[0].module, None, owner, method[0]), [index], {}, frame.run
            )
    return Unknown(owner.why if isinstance(owner, Unknown) else "")


def _seq_item(owner: Seq, index: Value) -> Value:
    if isinstance(index, Const) and isinstance(index.value, int):
        position = index.value
        if owner.rest is None and -len(owner.items) <= position < len(owner.items):
            return owner.items[position]
        if owner.rest is not None and 0 <= position < len(owner.items):
            return owner.items[position]
        if owner.rest is not None and position < 0 and owner.items and owner.rest is owner.items[-1]:
            return owner.rest
    known = [*owner.items, *([owner.rest] if owner.rest is not None else [])]
    return join_all(known) if known else UNKNOWN


def entry(owner: Map, index: Value) -> Value:
    """`mapping[index]`."""
    if isinstance(index, Const):
        found = owner.items.get(index.value)
        if found is not None:
            return found
        if isinstance(index.value, int) and index.value < len(owner.items) and owner.rest is None:
            return list(owner.items.values())[index.value]  # a model output is read by position too
        return owner.rest or Unknown(f"the entry {index.value!r} of a dict")
    return (
        join_all([*owner.items.values(), *([owner.rest] if owner.rest is not None else [])]) if owner.items else UNKNOWN
    )


def sliced(owner: Value, bounds: list[Value]) -> Value:
    """`owner[a:b:c]`."""
    if isinstance(owner, Tensor):
        return Tensor(owner.meaning._replace(features=None), owner.flow, owner.last)
    layer = owner if isinstance(owner, Layer) and owner.items is not None else None
    seq = layer.items if layer is not None else owner
    if isinstance(seq, Seq):
        if seq.rest is None and all(isinstance(b, Const) for b in bounds):
            try:
                part = Seq(seq.items[slice(*[b.value for b in bounds if isinstance(b, Const)])])
            except (TypeError, ValueError):
                return UNKNOWN
        else:
            part = Seq([], _seq_item(seq, UNKNOWN))
        return calls.with_items(layer, part) if layer is not None else part
    if isinstance(owner, Union):
        return join_all([sliced(option, bounds) for option in owner.options])
    return Unknown(owner.why if isinstance(owner, Unknown) else "")


__all__ = ["Partial", "Position", "attribute", "elements", "item", "sliced"]
