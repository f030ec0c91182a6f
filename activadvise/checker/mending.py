"""Fixes: which text to replace so that activation and loss fit."""

from __future__ import annotations

import ast

from activadvise.checker import readers, rewriting
from activadvise.checker.names import Module
from activadvise.checker.rewriting import input_of, last_name, replace, segment, without_call
from activadvise.checker.values import Flow
from activadvise.meaning.findings import Fix

REMOVED = {"ACT121", "ACT101", "ACT102", "ACT103", "ACT104", "ACT110", "ACT112", "ACT113", "ACT114", "ACT130", "ACT131"}
SQUASHED = {"ACT101", "ACT102", "ACT103", "ACT104", "ACT130"}
TO_LOG = {"ACT106", "ACT108"}
STILL = "probabilities are still needed where the output is read ({where}): apply {name} there"
OVER_BATCH = {"ACT125", "ACT126"}


def fix_of(code: str, module: Module, node: ast.AST, flow: Flow | None, name: str) -> Fix | None:
    """The fix of a finding, if there is a text edit that leaves a correct pair."""
    if module.cells is not None:
        return None
    if code in REMOVED:
        return _without(code, module, node, flow, name)
    if code in TO_LOG or (code == "ACT119" and name == "softmax"):
        return _log_of(module, node, flow)
    if code in OVER_BATCH:
        return _over_classes(module, node, flow)
    handler = rewriting.FIXES.get(code)
    return handler(module, node) if handler is not None else None


def _inside(node: ast.AST, flow: Flow | None, module: Module) -> ast.Call | None:
    """The activation's call, if it is an argument of the loss call itself."""
    if flow is None or flow.module is not module or not isinstance(node, ast.Call):
        return None
    given = [*node.args, *(keyword.value for keyword in node.keywords)]
    return next((arg for arg in given if arg is flow.node and isinstance(arg, ast.Call)), None)


def _without(code: str, module: Module, node: ast.AST, flow: Flow | None, name: str) -> Fix | None:
    call = _inside(node, flow, module)
    if call is not None and (value := input_of(module, call)) is not None:
        return Fix("safe", f"pass the logits to the loss, without {name}", without_call(module, call, value))
    if code == "ACT110" or flow is None or not isinstance(flow.node, ast.Call) or flow.module.cells is not None:
        return None
    target = flow.node
    value = input_of(flow.module, target)
    if value is not None:
        edits = without_call(flow.module, target, value)
    elif last_name(target)[:1].isupper() and isinstance(target.func, ast.Attribute):
        edits = [replace(flow.module, target, f"{segment(flow.module, target.func.value)}.Identity()")]
    else:
        return None
    if _in_loop(flow.module, target):
        return None  # it stands behind every layer, not behind the last only
    still = "the loss needs the values from before it"
    if code in SQUASHED:
        still = STILL.format(name=name, where=readers.where(module, node))
    return Fix("unsafe", f"remove {name}; {still}", edits)


def _over_classes(module: Module, node: ast.AST, flow: Flow | None) -> Fix | None:
    """The softmax itself, or the one on the way to a loss."""
    if isinstance(node, ast.Call) and last_name(node).lower() in rewriting.SOFTMAXES:
        return rewriting.over_classes(module, node)
    if flow is None or not isinstance(flow.node, ast.Call) or flow.module.cells is not None:
        return None
    return rewriting.over_classes(flow.module, flow.node)


def _in_loop(module: Module, node: ast.Call) -> bool:
    loops = (ast.For, ast.While, ast.ListComp, ast.GeneratorExp)
    return any(isinstance(part, loops) and node in ast.walk(part) for part in ast.walk(module.tree))


def _log_of(module: Module, node: ast.AST, flow: Flow | None) -> Fix | None:
    """softmax → log_softmax, Softmax → LogSoftmax."""
    if flow is None or not isinstance(flow.node, ast.Call) or flow.module.cells is not None:
        return None
    renamed = {"softmax": "log_softmax", "Softmax": "LogSoftmax"}.get(last_name(flow.node))
    if renamed is None or not isinstance(flow.node.func, ast.Attribute) or rewriting.is_own(flow.node.func):
        return None
    safe = _inside(node, flow, module) is not None
    function = flow.node.func
    text = f"{segment(flow.module, function.value)}.{renamed}"
    message = f"use {renamed}" if safe else f"use {renamed}; take exp() where probabilities are read"
    return Fix("safe" if safe else "unsafe", message, [replace(flow.module, function, text)])
