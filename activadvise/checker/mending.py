"""Fixes: which text to replace so that activation and loss fit."""

from __future__ import annotations

import ast
from collections.abc import Callable

from activadvise.checker.names import Module
from activadvise.checker.values import Flow
from activadvise.meaning.findings import Edit, Fix

REMOVED = {"ACT101", "ACT102", "ACT103", "ACT104", "ACT110", "ACT112", "ACT113", "ACT114", "ACT130", "ACT131"}
SQUASHED = {"ACT101", "ACT102", "ACT103", "ACT104", "ACT130"}
TO_LOG = {"ACT106", "ACT108"}
STILL = "probabilities are still needed where the output is read (metrics, inference, export): apply {name} there"


def fix_of(code: str, module: Module, node: ast.AST, flow: Flow | None, name: str) -> Fix | None:
    """The fix of a finding, if there is a text edit that leaves a correct pair."""
    if module.cells is not None:
        return None
    if code in REMOVED:
        return _without(code, module, node, flow, name)
    if code in TO_LOG:
        return _log_of(module, node, flow)
    handler = FIXES.get(code)
    return handler(module, node) if handler is not None else None


def segment(module: Module, node: ast.AST) -> str:
    """The source text of a node."""
    return ast.get_source_segment(module.text, node) or ""


def replace(module: Module, node: ast.AST, text: str) -> Edit:
    """An edit that puts text in the place of a node."""
    from activadvise.checker.writing import column_of

    line, end = node.lineno, node.end_lineno  # type: ignore[attr-defined]
    return Edit(
        line, column_of(module, line, node.col_offset) + 1,  # type: ignore[attr-defined]
        end, column_of(module, end, node.end_col_offset) + 1, text, module.path,  # type: ignore[attr-defined]
    )  # fmt: skip


def _inside(node: ast.AST, flow: Flow | None, module: Module) -> ast.Call | None:
    """The activation's call, if it is an argument of the loss call itself."""
    if flow is None or flow.module is not module or not isinstance(node, ast.Call):
        return None
    given = [*node.args, *(keyword.value for keyword in node.keywords)]
    return next((arg for arg in given if arg is flow.node and isinstance(arg, ast.Call)), None)


def _input(call: ast.Call) -> ast.expr | None:
    """What an activation is applied to: F.softmax(x), x.softmax(); None for a module's constructor."""
    function = call.func
    last = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    if last[:1].isupper():
        return None
    if isinstance(function, ast.Attribute) and not _package(function.value) and not _own(function):
        return function.value
    return call.args[0] if call.args and not isinstance(call.args[0], ast.Starred) else None


def _package(node: ast.expr) -> bool:
    return ast.unparse(node) in ("F", "torch", "torch.nn.functional", "nn.functional", "functional")


def _own(node: ast.Attribute) -> bool:
    return isinstance(node.value, ast.Name) and node.value.id == "self"


def _without(code: str, module: Module, node: ast.AST, flow: Flow | None, name: str) -> Fix | None:
    call = _inside(node, flow, module)
    if call is not None and (value := _input(call)) is not None:
        return Fix(
            "safe",
            f"pass the logits to the loss, without {name}",
            [replace(module, call, _grouped(module, value, call))],
        )
    if code == "ACT110" or flow is None or not isinstance(flow.node, ast.Call) or flow.module.cells is not None:
        return None
    target = flow.node
    value = _input(target)
    if value is not None:
        edit = replace(flow.module, target, _grouped(flow.module, value, target))
    elif _last(target)[:1].isupper() and isinstance(target.func, ast.Attribute):
        edit = replace(flow.module, target, f"{segment(flow.module, target.func.value)}.Identity()")
    else:
        return None
    if _in_loop(flow.module, target):
        return None  # it stands behind every layer, not behind the last only
    still = STILL.format(name=name) if code in SQUASHED else "the loss needs the values from before it"
    return Fix("unsafe", f"remove {name}; {still}", [edit])


def _in_loop(module: Module, node: ast.Call) -> bool:
    loops = (ast.For, ast.While, ast.ListComp, ast.GeneratorExp)
    return any(isinstance(part, loops) and node in ast.walk(part) for part in ast.walk(module.tree))


def _grouped(module: Module, value: ast.expr, call: ast.Call) -> str:
    """Text that can stand where the call stood."""
    text = segment(module, value)
    simple = isinstance(value, (ast.Name, ast.Call, ast.Attribute, ast.Subscript, ast.Constant))
    return text if simple and "\n" not in text else f"({text})"


def _last(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _log_of(module: Module, node: ast.AST, flow: Flow | None) -> Fix | None:
    """softmax → log_softmax, Softmax → LogSoftmax."""
    if flow is None or not isinstance(flow.node, ast.Call) or flow.module.cells is not None:
        return None
    renamed = {"softmax": "log_softmax", "Softmax": "LogSoftmax"}.get(_last(flow.node))
    if renamed is None or not isinstance(flow.node.func, ast.Attribute):
        return None
    safe = _inside(node, flow, module) is not None
    function = flow.node.func
    text = f"{segment(flow.module, function.value)}.{renamed}"
    message = f"use {renamed}" if safe else f"use {renamed}; take exp() where probabilities are read"
    return Fix("safe" if safe else "unsafe", message, [replace(flow.module, function, text)])


def _call_made(module: Module, node: ast.AST) -> Fix | None:
    """nn.CrossEntropyLoss(out, y) → nn.CrossEntropyLoss()(out, y)."""
    if not isinstance(node, ast.Call):
        return None
    function = segment(module, node.func)
    return Fix("safe", "make the loss, then call it", [replace(module, node.func, f"{function}()")])


def _renamed(old: str, new: str) -> Callable[[Module, ast.AST], Fix | None]:
    """F.nll_loss(...) → F.cross_entropy(...)."""

    def fix(module: Module, node: ast.AST) -> Fix | None:
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute) or node.func.attr != old:
            return None
        text = f"{segment(module, node.func.value)}.{new}"
        return Fix("unsafe", f"use {new}, which takes logits", [replace(module, node.func, text)])

    return fix


def _log_target(module: Module, node: ast.AST) -> Fix | None:
    if not isinstance(node, ast.Call) or _last(node) != "kl_div" or any(k.arg == "log_target" for k in node.keywords):
        return None
    text = segment(module, node)
    inside = text[:-1].rstrip()
    comma = "" if inside.endswith((",", "(")) else ","
    return Fix("safe", "pass log_target=True", [replace(module, node, f"{inside}{comma} log_target=True)")])


def _log_call(names: dict[str, str]) -> Callable[[Module, ast.AST], Fix | None]:
    """torch.log(F.softmax(x, dim=1)) → F.log_softmax(x, dim=1)."""

    def fix(module: Module, node: ast.AST) -> Fix | None:
        if not isinstance(node, ast.Call):
            return None
        inner: ast.expr | None = node.args[0] if node.args else None
        if inner is None and isinstance(node.func, ast.Attribute):
            inner = node.func.value
        if not isinstance(inner, ast.Call) or not isinstance(inner.func, ast.Attribute) or _own(inner.func):
            return None
        new = names.get(inner.func.attr)
        if new is None:
            return None
        if new == "log_softmax":
            rest = segment(module, inner)[len(segment(module, inner.func)) :]
            text = f"{segment(module, inner.func.value)}.{new}{rest}"
        else:
            value = _input(inner)
            if value is None:
                return None
            text = f"torch.nn.functional.{new}({segment(module, value)})"
            if "import torch\n" not in module.text:
                return None
        return Fix("safe", f"use {new}", [replace(module, node, text)])

    return fix


def _softplus(module: Module, node: ast.AST) -> Fix | None:
    """torch.log(1 + torch.exp(x)) → softplus(x)."""
    if not isinstance(node, ast.Call) or not node.args or "import torch\n" not in module.text:
        return None
    inner = node.args[0]
    parts = [inner.left, inner.right] if isinstance(inner, ast.BinOp) else [inner]
    power = next((p for p in parts if isinstance(p, ast.Call)), None)
    value = _input(power) if power is not None else None
    if value is None:
        return None
    return Fix(
        "safe", "use softplus", [replace(module, node, f"torch.nn.functional.softplus({segment(module, value)})")]
    )


FIXES: dict[str, Callable[[Module, ast.AST], Fix | None]] = {
    "ACT105": _renamed("binary_cross_entropy", "binary_cross_entropy_with_logits"),
    "ACT107": _renamed("nll_loss", "cross_entropy"),
    "ACT109": _log_target,
    "ACT123": _call_made,
    "ACT404": _log_call({"softmax": "log_softmax"}),
    "ACT405": _log_call({"sigmoid": "logsigmoid"}),
    "ACT406": _softplus,
}  # fmt: skip
