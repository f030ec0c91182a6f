"""Items and elements of abstract values: indexing, slicing, looping, appending."""

from __future__ import annotations

import ast

from activadvise.checker import calls, expressions, objects, pretrained, tensors
from activadvise.checker.joins import chained, join, join_all
from activadvise.checker.run import Frame
from activadvise.checker.values import (
    ABSENT,
    UNKNOWN,
    Const,
    External,
    Function,
    Instance,
    Layer,
    Map,
    Seq,
    Tensor,
    Union,
    Unknown,
    Value,
)


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


def delete_item(owner: Value, key: Value, frame: Frame) -> Value:
    """`del owner[key]` and `owner.pop(key)`: what was there; inside a branch it may still be."""
    if isinstance(owner, Layer) and owner.items is not None:
        owner = owner.items
    if not isinstance(key, Const) or frame.weak:
        return UNKNOWN
    if isinstance(owner, Map):
        return owner.items.pop(key.value, UNKNOWN)
    if isinstance(owner, Seq) and isinstance(key.value, int) and -len(owner.items) <= key.value < len(owner.items):
        return owner.items.pop(key.value)
    return UNKNOWN


def extend(owner: Seq, more: Seq, frame: Frame) -> None:
    """Append elements; inside a branch each of them is there or not."""
    new = [join(value, ABSENT) for value in more.items] if frame.weak else more.items
    both = chained(owner.items, new, more.rest or owner.rest)
    owner.items[:], owner.rest = both.items, both.rest


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
        objects.prepare(value, frame.run)
        if value.base is not None and value.base.items is not None:
            return value.base.items
    if isinstance(value, Tensor):
        return Seq([], Tensor(value.meaning._replace(ndim=None), value.flow, value.last))  # one dim less
    return Seq([], Unknown(value.why if isinstance(value, Unknown) else ""))


def item(owner: Value, index: Value, node: ast.Subscript, frame: Frame) -> Value:
    """`owner[index]`."""
    if isinstance(owner, Union):
        return join_all([item(option, index, node, frame) for option in expressions.unwrapped(owner)])
    if isinstance(owner, Instance):
        objects.prepare(owner, frame.run)
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
        known = objects.fields(owner)
        if known is not None and isinstance(index, Const):
            named = isinstance(index.value, str)
            return objects.instance_attribute(owner, index.value, frame) if named else _seq_item(known, index)
        method = objects.find_method(owner.cls, "__getitem__", frame.run)
        if method is not None:
            return calls.call_function(
                Function(method[1], method[0].module, None, owner, method[0]), [index], {}, frame.run
            )
    if isinstance(owner, External) and owner.name.endswith(".__dict__"):  # models.__dict__[name]: one of the package
        return External(f"{owner.name.removesuffix('.__dict__')}.model")
    if not isinstance(owner, Unknown):
        return UNKNOWN
    scores = pretrained.field(owner, index.value, node, frame) if isinstance(index, Const) else None
    return scores or Unknown(owner.why)


def _seq_item(owner: Seq, index: Value) -> Value:
    if isinstance(index, Const) and isinstance(index.value, int) and not _moved(owner.items, index.value):
        position = index.value
        if owner.rest is None and -len(owner.items) <= position < len(owner.items):
            return owner.items[position]
        if owner.rest is not None and 0 <= position < len(owner.items):
            return owner.items[position]
        if owner.rest is not None and position < 0 and owner.items and owner.rest is owner.items[-1]:
            return owner.rest
    known = [*owner.items, *([owner.rest] if owner.rest is not None else [])]
    return join_all(known) if known else UNKNOWN


def _moved(items: list[Value], position: int) -> bool:
    """Whether an element that a branch appended, or did not, may have moved what stands at a place."""
    counted = items[: position + 1] if position >= 0 else items[position:]
    return any(isinstance(value, Union) and ABSENT in value.options for value in counted)


def entry(owner: Map, index: Value) -> Value:
    """`mapping[index]`."""
    if isinstance(index, Const):
        if index.value in owner.items:
            return owner.items[index.value]
        found = list(owner.items.values())
        if isinstance(index.value, int) and -len(found) <= index.value < len(found) and owner.rest is None:
            return found[index.value]  # a model output is read by position too
        return owner.rest or Unknown(f"the entry {index.value!r} of a dict")
    known = [*owner.items.values(), *([owner.rest] if owner.rest is not None else [])]
    return join_all(known) if known else UNKNOWN


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
