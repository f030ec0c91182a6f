"""Who else reads what a model returns: metrics and inference that need an activation when it is taken out."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from activadvise.checker.names import Module

USUAL = "metrics, inference, export"
MOST = 4
SAME_ORDER = ("argmax", "topk")  # a softmax keeps the order of the classes


def where(module: Module, loss: ast.AST) -> str:
    """ "line 20, line 31", or what it usually is."""
    lines = sorted(set(_lines(module, loss)))
    if not lines:
        return USUAL
    more = ", …" if len(lines) > MOST else ""
    return f"{'line' if len(lines) == 1 else 'lines'} {', '.join(map(str, lines[:MOST]))}{more}"


def _lines(module: Module, loss: ast.AST) -> Iterator[int]:
    """Lines that read the name given to the loss, or call the same model elsewhere."""
    given = loss.args[0] if isinstance(loss, ast.Call) and loss.args else None
    function = _around(module.tree, loss)
    model = given if isinstance(given, ast.Call) else None
    if isinstance(given, ast.Name):
        yield from _reads(function, given)
        model = _made_by(function, given)
    if model is None:
        return
    callee = ast.unparse(model.func)
    for part in ast.walk(module.tree):
        if isinstance(part, ast.Call) and part is not model and ast.unparse(part.func) == callee:
            yield part.lineno


def _around(tree: ast.Module, node: ast.AST) -> ast.AST:
    """The innermost function around a node, else the module."""
    found: ast.AST = tree
    for part in ast.walk(tree):
        inside = isinstance(part, (ast.FunctionDef, ast.AsyncFunctionDef)) and any(p is node for p in ast.walk(part))
        found = part if inside else found
    return found


def _reads(function: ast.AST, given: ast.Name) -> Iterator[int]:
    calls = [part for part in ast.walk(function) if isinstance(part, ast.Call) and given not in part.args]
    ordered = {id(p.func.value) for p in calls if isinstance(p.func, ast.Attribute) and p.func.attr in SAME_ORDER}
    for part in ast.walk(function):
        reads = isinstance(part, ast.Name) and part.id == given.id and isinstance(part.ctx, ast.Load)
        if reads and isinstance(part, ast.Name) and part is not given and id(part) not in ordered:
            yield part.lineno


def _made_by(function: ast.AST, given: ast.Name) -> ast.Call | None:
    """The call whose result the name holds."""
    for part in ast.walk(function):
        if not isinstance(part, ast.Assign) or not isinstance(part.value, ast.Call) or part.lineno >= given.lineno:
            continue
        if any(isinstance(t, ast.Name) and t.id == given.id for t in part.targets):
            return part.value
    return None
