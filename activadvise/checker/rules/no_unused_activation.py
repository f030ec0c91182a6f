"""ACT203: an activation's result is bound to a name that nothing reads."""

from __future__ import annotations

import ast
import re

from activadvise.checker.run import Frame, Run
from activadvise.checker.values import Tensor

BOUND = re.compile(r"\n +\w+ = [\w.]*(?:relu|gelu|silu|sigmoid|tanh|softmax|act\w*)\d?\(")


def wants(name: str, text: str) -> bool:
    """A forward that binds an activation's result."""
    return name == "forward" and bool(BOUND.search(text))


def install(run: Run) -> None:
    """Look at the names of every forward that was read."""
    run.on_function.append(_watch)


def _watch(run: Run, node: ast.AST, frame: Frame) -> None:
    if getattr(node, "name", "") != "forward" or not isinstance(node, ast.FunctionDef):
        return
    candidates = {
        name: value
        for name, value in frame.env.items()
        if isinstance(value, Tensor) and value.flow is not None and value.last is not None
        and value.last.kind == "activation" and not name.startswith("_")
    }  # fmt: skip
    if not candidates:
        return
    read = {part.id for part in ast.walk(node) if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Load)}
    statements = list(ast.walk(node))
    for name, value in candidates.items():
        made = value.flow.node if value.flow is not None and value.flow.module is frame.module else None
        if name not in read and isinstance(made, ast.Call) and any(_binds(s, name, made) for s in statements):
            run.hit("ACT203", (frame.module, made), {"name": name})


def _binds(statement: ast.AST, name: str, call: ast.Call) -> bool:
    if not isinstance(statement, ast.Assign) or statement.value is not call:
        return False
    return any(isinstance(target, ast.Name) and target.id == name for target in statement.targets)
