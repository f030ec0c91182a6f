"""ACT203: an activation's result is bound to a name that nothing reads."""

from __future__ import annotations

import ast
import re

from activadvise.checker.run import Frame, Run
from activadvise.checker.values import Layer, Tensor

BOUND = re.compile(r"\n +\w+ = [\w.]*(?:relu|gelu|silu|sigmoid|tanh|softmax|act\w*)\d?\(")


def wants(name: str, text: str) -> bool:
    """A forward that binds an activation's result."""
    return name == "forward" and bool(BOUND.search(text))


def install(run: Run) -> None:
    """Look at the names of every forward that was read."""
    run.on_function.append(_watch)
    overwritten = _Overwritten()
    run.on_apply.append(overwritten.applied)
    run.on_function.append(overwritten.finish)


class _Overwritten:
    """out = F.relu(h); out = self.fc(h): bound, and bound again before anyone reads it."""

    def __init__(self) -> None:
        self.calls: dict[int, list[ast.Call]] = {}

    def applied(self, run: Run, layer: Layer, tensor: Tensor, node: ast.AST, frame: Frame) -> None:
        """Keep the calls of activations of each forward that is being read."""
        if layer.kind == "activation" and isinstance(node, ast.Call) and getattr(frame.node, "name", "") == "forward":
            self.calls.setdefault(id(frame), []).append(node)

    def finish(self, run: Run, node: ast.AST, frame: Frame) -> None:
        """Look at the statements behind each of them."""
        for call in self.calls.pop(id(frame), ()):
            name = _lost(getattr(node, "body", []), call)
            if name is not None:
                run.hit("ACT203", (frame.module, call), {"name": name})


def _lost(body: list[ast.stmt], call: ast.Call) -> str | None:
    """The name that a call's result is bound to, if the next statement that has it binds it anew."""
    place = next((i for i, s in enumerate(body) if isinstance(s, ast.Assign) and s.value is call), None)
    if place is None:
        return None
    (target, *others) = body[place].targets  # type: ignore[attr-defined]
    if others or not isinstance(target, ast.Name):
        return None
    for statement in body[place + 1 :]:
        found = [p for p in ast.walk(statement) if isinstance(p, ast.Name) and p.id == target.id]
        if found:
            anew = isinstance(statement, ast.Assign) and all(isinstance(p.ctx, ast.Store) for p in found)
            return target.id if anew else None
    return None


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
    if node not in run.loads:
        run.loads[node] = {p.id for p in ast.walk(node) if isinstance(p, ast.Name) and isinstance(p.ctx, ast.Load)}
    for name, value in candidates.items():
        made = value.flow.node if value.flow is not None and value.flow.module is frame.module else None
        if not isinstance(made, ast.Call) or name in run.loads[node]:
            continue
        if any(_binds(statement, name, made) for statement in ast.walk(node)):
            run.hit("ACT203", (frame.module, made), {"name": name})


def _binds(statement: ast.AST, name: str, call: ast.Call) -> bool:
    if not isinstance(statement, ast.Assign) or statement.value is not call:
        return False
    return any(isinstance(target, ast.Name) and target.id == name for target in statement.targets)
