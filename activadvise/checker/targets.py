"""Binding the targets of an assignment: names, attributes, items, tuples of them."""

from __future__ import annotations

import ast

from activadvise.checker import expressions, indexing, objects, products, tensors
from activadvise.checker.joins import join
from activadvise.checker.run import Frame
from activadvise.checker.values import Const, Instance, Seq, Tensor, Union, Unknown, Value
from activadvise.meaning import REAL, Meaning


def assign(target: ast.expr, value: Value, frame: Frame) -> None:
    """Bind a target: a name, an attribute, an item, or a tuple of targets."""
    if isinstance(target, ast.Name):
        frame.env[target.id] = value
    elif isinstance(target, ast.Attribute):
        objects.set_attribute(expressions.evaluate(target.value, frame), target.attr, value, frame)
    elif isinstance(target, ast.Subscript):
        owner = expressions.evaluate(target.value, frame)
        indexing.set_item(owner, expressions.evaluate(target.slice, frame), value, frame)
        if isinstance(owner, Tensor):
            _fill(owner, value, target.value, frame)
    elif isinstance(target, (ast.Tuple, ast.List)):
        _unpack(target, value, frame)
    elif isinstance(target, ast.Starred):
        assign(target.value, value, frame)


def _fill(owner: Tensor, value: Value, place: ast.expr, frame: Frame) -> None:
    """outs[t] = value: what torch.zeros made to hold such values holds them, in whichever list it stands."""
    if isinstance(value, Tensor) and (owner.meaning[:2] == value.meaning[:2] or value.meaning.by in tensors.BLANK):
        return
    if isinstance(value, Const) and (owner.meaning.kind in REAL or owner.meaning.by in tensors.BLANK):
        return  # logits[:, pad] = -inf
    if isinstance(value, Tensor) and owner.meaning.by in tensors.BLANK:
        owner.meaning = value.meaning._replace(features=None, dim=None, ndim=owner.meaning.ndim)
        owner.flow = value.flow
    elif isinstance(value, Tensor) and {owner.meaning.kind, value.meaning.kind} == products.SHARES:
        owner.meaning = Meaning("probability", owner.meaning.by)
    elif isinstance(place, ast.Name):
        frame.env[place.id] = Tensor(flow=owner.flow)


def _unpack(target: ast.Tuple | ast.List, value: Value, frame: Frame) -> None:
    if isinstance(value, Union):
        rows = [_parts(option, len(target.elts)) for option in value.options]
        known = [row for row in rows if row is not None]
        parts = known[0] if known else None
        for row in known[1:]:
            parts = [join(a, b) for a, b in zip(parts or row, row, strict=True)]
    else:
        parts = _parts(value, len(target.elts))
    starred = next((i for i, item in enumerate(target.elts) if isinstance(item, ast.Starred)), None)
    if starred is not None:
        parts = _with_star(value, starred, len(target.elts))
    if parts is None:
        why = value.why if isinstance(value, Unknown) else ""
        parts = [Unknown(why)] * len(target.elts)
    for item, part in zip(target.elts, parts, strict=True):
        assign(item, part, frame)


def _with_star(value: Value, star: int, count: int) -> list[Value] | None:
    """first, *others, last = values."""
    if not isinstance(value, Seq) or value.rest is not None or len(value.items) < count - 1:
        return None
    end = len(value.items) - (count - 1 - star)
    return [*value.items[:star], Seq(value.items[star:end]), *value.items[end:]]


def _parts(value: Value, count: int) -> list[Value] | None:
    if isinstance(value, Instance):
        value = objects.fields(value) or value
    if isinstance(value, Seq):
        if len(value.items) == count:
            return value.items
        if value.rest is not None and len(value.items) < count:
            return value.items + [value.rest] * (count - len(value.items))
    if isinstance(value, Tensor):
        return [value] * count
    return None
