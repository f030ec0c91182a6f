"""ACT201, ACT202, ACT206, ACT207, ACT208: layers that do not go together, one behind the other."""

from __future__ import annotations

import ast
import re
from typing import Any

from activadvise.checker import expressions, indexing
from activadvise.checker.run import Frame, Run
from activadvise.checker.values import Const, Layer, Seq, Tensor


def wants(name: str, text: str) -> bool:
    """A Sequential, or a forward in which two layers may meet."""
    if name == "forward":
        return (
            bool(NESTED.search(text) or FOLLOWED.search(text) or LOOPED.search(text))
            or "softmax" in text
            or "selu" in text
        )
    return "sequential(" in text


REPEATED = ("relu", "relu6", "sigmoid", "tanh", "gelu", "silu", "elu", "leaky_relu")
IDEMPOTENT = ("relu", "relu6")
NESTED = re.compile(r"self\.\w+\(self\.\w+\(")
FOLLOWED = re.compile(r"\n +(\w+) = self\.\w+\(.*\n(?: *#.*\n)* *(?:\w+ =|return) self\.\w+\(\1\)")
LOOPED = re.compile(r"\n +for (\w+) in self\.\w+:\n +(\w+) = \1\(\2\)\n")
ON_PURPOSE = (
    "lora",
    "rank",
    "bottleneck",
    "down",
    "proj",
    "embed",
    "reduc",
    "compress",
    "latent",
    "mu",
    "mean",
    "var",
    "router",
    "gate",
)


def install(run: Run) -> None:
    """Watch every layer that is applied, and the contents of every Sequential."""
    run.on_apply.append(_watch)
    run.on_function.append(_loops)


def _watch(run: Run, layer: Layer, tensor: Tensor, node: ast.AST, frame: Frame) -> None:
    if layer.kind == "linear" and tensor.linear is not None:
        if _one_stack(tensor, layer, node, frame):
            _two_linear(run, tensor.linear, layer, node, frame)
    elif layer.kind == "linear" and tensor.meaning.kind == "distribution":
        softmax = tensor.last
        if softmax is not None and _between(tensor) and _hidden(softmax, tensor, layer):
            run.hit("ACT206", (softmax.module, softmax.node), {"activation": tensor.meaning.by}, tensor.flow)
    elif layer.kind == "activation":
        _two_activations(run, layer, tensor, node, frame)
        if layer.id == "selu" and tensor.last is not None and tensor.last.short.startswith("BatchNorm"):
            run.hit(
                "ACT208", (frame.module, node), {"layer": tensor.last.short}, severity="hint"
            )  # redundant, not harmful
    elif layer.kind in ("norm", "dropout") and tensor.last is not None:
        _behind(run, layer, tensor, node, frame)


MIXING = ("att", "mix", "rout", "gate", "assign", "code", "memory", "embed", "expert", "prob", "token", "dist")


def _hidden(softmax: Layer, tensor: Tensor, layer: Layer) -> bool:
    """A softmax module made beside the layer; a functional one only if no name speaks of weights or mixtures."""
    if softmax.short[:1].isupper():
        return _same_owner(softmax, layer)
    first = tensor.behind
    if (
        tensor.meaning.features is None
        or first is None
        or not _same_owner(first, layer)
        or layer.literal(2, "bias", True) is not True
    ):
        return False
    text = f"{_line(first)} {_line(layer)} {_line(softmax)}".lower()
    return not any(word in text for word in MIXING)


def _between(tensor: Tensor) -> bool:
    """The softmax itself stands right behind a linear layer, not in attention."""
    return tensor.behind is not None and tensor.behind.short in ("Linear", "linear")


def _one_stack(tensor: Tensor, layer: Layer, node: ast.AST, frame: Frame) -> bool:
    """Both are applied in one function or one Sequential: what a part of a model returns is an output of its own."""
    first, flow = tensor.linear, tensor.flow
    if first is None or flow is None:
        return False
    listed = (flow.node is first.node, node is layer.node)
    if first.node is layer.node:  # one line in a loop that fills a Sequential; elsewhere it may run once
        return first is not layer and all(listed) and _in_plain_loop(layer.node, layer.module.tree)
    if any(listed):
        return all(listed) and not _listed_apart(first.node, layer.node, first.module.tree)
    return flow.module is frame.module and frame.node is not None and _inside(flow.node, frame.node)


def _in_plain_loop(node: ast.AST, tree: ast.Module) -> bool:
    """In a loop without conditions: what those add is not known, an activation perhaps."""
    parts = (n for part in tree.body if _inside(node, part) for n in ast.walk(part))
    loops = [n for n in parts if isinstance(n, ast.For) and _inside(node, n)]
    return bool(loops) and not any(isinstance(n, ast.If) for n in ast.walk(loops[0]))


def _listed_apart(first: ast.AST, second: ast.AST, tree: ast.Module) -> bool:
    """They stand in different Sequentials, as an encoder's last layer and a decoder's first."""
    near = [part for part in tree.body if _inside(first, part) or _inside(second, part)]
    calls = (n for part in near for n in ast.walk(part) if isinstance(n, ast.Call))
    lists = (n for n in calls if ast.unparse(n.func).endswith("Sequential"))
    return any(_inside(first, n) != _inside(second, n) for n in lists)


def _inside(node: ast.AST, outer: ast.AST) -> bool:
    """By place: from line and column to line and column."""
    a, b = (_span(n) for n in (node, outer))
    return b[0] <= a[0] and a[1] <= b[1]


def _span(node: Any) -> tuple[tuple[int, int], tuple[int, int]]:
    return (node.lineno, node.col_offset), (node.end_lineno, node.end_col_offset)


def _two_linear(run: Run, first: Layer, second: Layer, node: ast.AST, frame: Frame) -> None:
    if first.short != second.short or first is second or not _same_owner(first, second):
        return
    if first.short != "Linear" and not (_plain_convolution(first) and _plain_convolution(second)):
        return
    if first.short == "Linear" and any(layer.literal(2, "bias", True) is not True for layer in (first, second)):
        return
    before, middle, after = (
        first.literal(0, "in_features"),
        first.literal(1, "out_features"),
        second.literal(1, "out_features"),
    )
    if middle == 1:
        return  # one unit mixes an axis away: the second layer works on another
    if isinstance(middle, int) and all(isinstance(n, int) for n in (before, after)) and middle < min(before, after):
        return
    if _read_again(node, frame):
        return
    text = f"{_line(first)} {_line(second)}".lower()
    if any(word in text for word in ON_PURPOSE):
        return
    run.hit("ACT201", (frame.module, node), {"first": first.short, "line": getattr(first.node, "lineno", 0)})


def _loops(run: Run, node: ast.AST, frame: Frame) -> None:
    """for layer in self.layers: x = layer(x), where all of them are linear."""
    if getattr(node, "name", "") != "forward" or "for " not in frame.module.slice(node):
        return
    for loop in (part for part in ast.walk(node) if isinstance(part, ast.For) and len(part.body) == 1):
        step = loop.body[0]
        call = step.value if isinstance(step, ast.Assign) else None
        if not isinstance(call, ast.Call) or not isinstance(loop.target, ast.Name) or len(call.args) != 1:
            continue
        chained = ast.unparse(step) == f"{ast.unparse(call.args[0])} = {loop.target.id}({ast.unparse(call.args[0])})"
        over = indexing.elements(expressions.evaluate(loop.iter, frame), frame) if chained else Seq([])
        layers = [*over.items, *([over.rest] if over.rest is not None else [])]
        if len(layers) > 1 and all(isinstance(layer, Layer) and layer.short == "Linear" for layer in layers):
            what = {"first": "Linear", "line": getattr(layers[0].node, "lineno", 0)}  # type: ignore[attr-defined]
            run.hit("ACT201", (frame.module, call), what)


def _plain_convolution(layer: Layer) -> bool:
    """A square convolution over all channels that keeps the resolution; others are factors of one."""
    size = layer.literal(2, "kernel_size")
    plain = layer.short in ("Conv1d", "Conv2d", "Conv3d") and isinstance(size, int) and size > 1
    known = {"kernel_size", "padding", "in_channels", "out_channels"}
    return plain and len(layer.args) <= 3 and set(layer.options) <= known


def _read_again(node: ast.AST, frame: Frame) -> bool:
    """The value between them is an output of its own: an embedding, features."""
    name = node.args[0] if isinstance(node, ast.Call) and node.args else None
    if not isinstance(name, ast.Name) or frame.node is None:
        return False
    if any(_rebinds(part, name.id, node) for part in ast.walk(frame.node)):
        return False
    reads = [p for p in ast.walk(frame.node) if isinstance(p, ast.Name) and p.id == name.id and p.lineno > node.lineno]  # type: ignore[attr-defined]
    return any(isinstance(part.ctx, ast.Load) for part in reads[:1])


def _rebinds(statement: ast.AST, name: str, node: ast.AST) -> bool:
    """x = self.fc2(x): what was in x before is gone."""
    if not isinstance(statement, ast.Assign) or not any(part is node for part in ast.walk(statement.value)):
        return False
    return any(isinstance(target, ast.Name) and target.id == name for target in statement.targets)


def _line(layer: Layer) -> str:
    lines, number = layer.module.lines, getattr(layer.node, "lineno", 1)
    return lines[number - 1] if number <= len(lines) else ""


def _same_owner(first: Layer, second: Layer) -> bool:
    """Both layers were made in one place: the same class or Sequential.

    Of an object of a class that inherits from a layer only the class is known, not where the object was made.
    """
    if isinstance(first.node, ast.ClassDef) or isinstance(second.node, ast.ClassDef):
        return False
    a, b = getattr(first.node, "lineno", 0), getattr(second.node, "lineno", 0)
    return first.module is second.module and abs(a - b) <= 12


def _two_activations(run: Run, layer: Layer, tensor: Tensor, node: ast.AST, frame: Frame) -> None:
    before = tensor.last
    if before is None or before.kind != "activation" or before.id not in REPEATED:
        return
    clipped = before.id in ("relu", "relu6") and layer.id in ("softmax", "log_softmax") and _between(tensor)
    if layer.id not in REPEATED and not clipped:
        return
    if before is layer or tensor.meaning.kind == "unknown" or tensor.meaning.by != before.id:
        return
    if before.id == "sigmoid" and layer.id == "sigmoid":
        return
    what = {"activation": layer.id, "earlier": before.id}
    same = before.id == layer.id and layer.id in IDEMPOTENT  # redundant, not harmful
    run.hit("ACT202", (frame.module, node), what, tensor.flow, "hint" if same else None)


def _behind(run: Run, layer: Layer, tensor: Tensor, node: ast.AST, frame: Frame) -> None:
    before = tensor.last
    assert before is not None
    if (
        tensor.meaning.kind == "distribution"
        and before.kind == "activation"
        and tensor.flow is not None
        and _between(tensor)
        and not _weighs(before, frame)
    ):
        run.hit("ACT207", (frame.module, node), {"layer": layer.short, "activation": before.id}, tensor.flow)
    if before.id == "selu" and layer.short in ("Dropout", "dropout"):
        run.hit("ACT208", (frame.module, node), {"layer": layer.short})
    elif before.id == "selu" and layer.short.startswith("BatchNorm"):
        run.hit("ACT208", (frame.module, node), {"layer": layer.short}, severity="hint")


def _weighs(softmax: Layer, frame: Frame) -> bool:
    """Attention: the softmax's values weigh others, and a few of those are dropped on purpose."""
    if frame.node is None or softmax.module is not frame.module or not _inside(softmax.node, frame.node):
        return False
    return any(
        isinstance(part, ast.BinOp) and isinstance(part.op, (ast.Mult, ast.MatMult)) for part in ast.walk(frame.node)
    ) or any(isinstance(part, ast.Attribute) and part.attr in PRODUCTS for part in ast.walk(frame.node))


PRODUCTS = ("matmul", "bmm", "einsum", "mul", "mm")

__all__ = ["Const", "Seq", "install"]
