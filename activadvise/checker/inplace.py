"""Calls that change the tensor they get."""

from __future__ import annotations

import ast

from activadvise.checker import expressions
from activadvise.checker.run import Frame
from activadvise.checker.values import UNKNOWN, Layer, Tensor


def rebind(call: ast.Call, value: Tensor, frame: Frame) -> None:
    """torch.relu_(x), x.relu_(), nn.ReLU(inplace=True)(x) as a statement: x holds the result."""
    function = call.func
    changed = isinstance(function, ast.Attribute) and function.attr.endswith("_")
    changed = changed or any(k.arg == "inplace" and getattr(k.value, "value", None) is True for k in call.keywords)
    if not changed and call.args:
        layer = expressions.evaluate(function, frame) if isinstance(function, (ast.Name, ast.Attribute)) else UNKNOWN
        changed = isinstance(layer, Layer) and layer.literal(9, "inplace") is True
    owner: ast.expr | None = call.args[0] if call.args else None
    if isinstance(function, ast.Attribute) and isinstance(expressions.evaluate(function.value, frame), Tensor):
        owner = function.value  # x.fill_(value) changes x
    if changed and isinstance(owner, ast.Name) and isinstance(frame.env.get(owner.id), Tensor):
        frame.env[owner.id] = value
