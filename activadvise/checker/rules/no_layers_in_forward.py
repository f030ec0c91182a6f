"""ACT403: modules with parameters built inside forward; they are new at every call and never train."""

from __future__ import annotations

import ast
import re

from activadvise.checker import objects, tables
from activadvise.checker.run import Frame, Run
from activadvise.checker.syntax import written_out
from activadvise.checker.values import Instance, Layer, Map, Seq, Tensor, Value

STEPS = ("forward", "training_step")
MADE = ("nn.linear(", "nn.conv", "nn.embedding(", "nn.batchnorm", "nn.layernorm(", "nn.prelu(")
DEFINED = re.compile(r"def (?:" + "|".join(STEPS) + r")\(")
# Something made by a plain name and called, at once or in the next line.
AT_ONCE = re.compile(r"(?<![\w.])\w+\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)\(")
NEXT = re.compile(r"\n +(\w+) = \w+\(.*\)\n.*\b\1\(")
KINDS = (tables.LINEAR, tables.EMBEDDING, tables.NORM, tables.RECURRENT, {"PReLU"})
TRAINED = frozenset(name for names in KINDS for name in names)
DEEPEST = 4


def wants(name: str, text: str) -> bool:
    """A forward that makes a layer, or something that it calls."""
    first = DEFINED.search(text) if name in STEPS else None
    if first is None:
        return False
    text = text[first.start() :]  # what stands before, in a whole file, is in no forward
    if any(word in text for word in MADE) or NEXT.search(text) is not None:
        return True
    return ")(" in text and any(AT_ONCE.search(line) for line in text.splitlines() if ")(" in line)


def install(run: Run) -> None:
    """Watch the construction of modules that have parameters."""
    for names in KINDS:
        for short in names:
            run.on_call.setdefault(f"torch.nn.{short}", []).append(_watch)
    run.on_made.append(_own)


def _watch(run: Run, name: str, node: ast.Call, args: list[Value], options: dict[str, Value], frame: Frame) -> None:
    if _in_step(frame) and not _kept(frame, node):
        run.hit("ACT403", (frame.module, node), {"layer": name.rpartition(".")[2]})


def _own(run: Run, made: Instance, node: ast.AST, frame: Frame) -> None:
    """A module of one's own is blamed where it is called, too: one that is only handed on may be kept elsewhere."""
    if not _in_step(frame) or not isinstance(node, ast.Call) or _kept(frame, node) or not _called(node, frame):
        return
    if "torch.nn.Module" in objects.external_bases(made.cls, run) and _trains(made, run):
        run.hit("ACT403", (frame.module, node), {"layer": made.cls.node.name})


def _in_step(frame: Frame) -> bool:
    return getattr(frame.node, "name", "") in STEPS and frame.self_value is not None


def _called(made: ast.Call, frame: Frame) -> bool:
    """Block(8)(x), or block = Block(8) and then block(x)."""
    names: set[str] = set()
    called: set[str] = set()
    for part in ast.walk(frame.node or made):
        if isinstance(part, ast.Assign) and part.value is made:
            names.update(target.id for target in part.targets if isinstance(target, ast.Name))
        elif isinstance(part, ast.Call):
            if part.func is made:
                return True
            called.update([part.func.id] if isinstance(part.func, ast.Name) else [])
    return bool(names & called)


def _trains(value: Value, run: Run, depth: int = 0) -> bool:
    """Whether a module holds parameters, itself or in its parts."""
    if isinstance(value, Layer):
        return value.short in TRAINED or (value.items is not None and _trains(value.items, run, depth))
    if isinstance(value, Tensor):
        return value.meaning.by == "Parameter"
    if depth > DEEPEST or not isinstance(value, (Instance, Seq, Map)):
        return False
    if isinstance(value, Instance):
        objects.prepare(value, run)
        parts = list(value.attributes.values())
    else:
        parts = [*(value.items.values() if isinstance(value, Map) else value.items)]
    return any(_trains(part, run, depth + 1) for part in parts)


def _kept(frame: Frame, node: ast.Call) -> bool:
    """`if self.fc is None: self.fc = nn.Linear(...)` builds it once; `self.norm(x)` may call an object."""
    if frame.weak or not written_out(node, frame.env):
        return True
    text = frame.module.lines[node.lineno - 1]
    return "=" in text and text.lstrip().startswith("self.")
