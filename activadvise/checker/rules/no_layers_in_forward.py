"""ACT403: modules with parameters built inside forward; they are new at every call and never train."""

from __future__ import annotations

import ast

from activadvise.checker import tables
from activadvise.checker.run import Frame, Run
from activadvise.checker.syntax import written_out
from activadvise.checker.values import Value

STEPS = ("forward", "training_step")
MADE = ("nn.linear(", "nn.conv", "nn.embedding(", "nn.batchnorm", "nn.layernorm(", "nn.prelu(")


def wants(name: str, text: str) -> bool:
    """A forward that makes a layer."""
    return name in STEPS and any(word in text for word in MADE)


KINDS = (tables.LINEAR, tables.EMBEDDING, tables.NORM, tables.RECURRENT, {"PReLU"})


def install(run: Run) -> None:
    """Watch the construction of modules that have parameters."""
    for names in KINDS:
        for short in names:
            run.on_call.setdefault(f"torch.nn.{short}", []).append(_watch)


def _watch(run: Run, name: str, node: ast.Call, args: list[Value], options: dict[str, Value], frame: Frame) -> None:
    if getattr(frame.node, "name", "") in STEPS and frame.self_value is not None and not _kept(frame, node):
        run.hit("ACT403", (frame.module, node), {"layer": name.rpartition(".")[2]})


def _kept(frame: Frame, node: ast.Call) -> bool:
    """`if self.fc is None: self.fc = nn.Linear(...)` builds it once; `self.norm(x)` may call an object."""
    if frame.weak or not written_out(node, frame.env):
        return True
    text = frame.module.lines[node.lineno - 1]
    return "=" in text and text.lstrip().startswith("self.")
