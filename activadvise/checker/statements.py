"""What statements do to the names of a function."""

from __future__ import annotations

import ast
from collections.abc import Callable
from functools import partial
from typing import Any

from activadvise.checker import assumptions, expressions, hints, indexing, inplace, operators, targets
from activadvise.checker.joins import join
from activadvise.checker.run import Assumed, Frame
from activadvise.checker.syntax import import_bindings
from activadvise.checker.values import (
    UNKNOWN,
    Class,
    Const,
    External,
    Function,
    Position,
    Seq,
    Tensor,
    Unknown,
    Value,
)

MOST_TURNS = 8


def block(body: list[ast.stmt], frame: Frame) -> None:
    """Follow statements until one of them leaves."""
    run = frame.run
    for node in body:
        if frame.dead or run.fuel <= 0:
            return
        run.fuel -= 1
        handler = HANDLERS.get(type(node))
        if handler is not None:
            handler(node, frame)


def _assign(node: ast.Assign, frame: Frame) -> None:
    value = expressions.evaluate(node.value, frame)
    for target in node.targets:
        targets.assign(target, value, frame)
        if isinstance(target, ast.Attribute):
            for watch in frame.run.on_attribute:
                watch(frame.run, node, target, frame)


def _annotated(node: ast.AnnAssign, frame: Frame) -> None:
    """`self.model: Net = model`: what nobody has given yet is an object of that class."""
    if node.value is not None:
        value = expressions.evaluate(node.value, frame)
        if (isinstance(value, Unknown) and value.hint is None) or (isinstance(value, Const) and value.value is None):
            value = hints.annotated(value, node.annotation, frame)
        targets.assign(node.target, value, frame)


def _augmented(node: ast.AugAssign, frame: Frame) -> None:
    load = ast.copy_location(ast.BinOp(left=node.target, op=node.op, right=node.value), node)
    left = expressions.evaluate(node.target, frame)
    right = expressions.evaluate(node.value, frame)
    if isinstance(left, Seq) and isinstance(right, Seq) and isinstance(node.op, ast.Add):
        indexing.extend(left, right, frame)
        return
    targets.assign(node.target, operators.combined(load, left, right, frame), frame)


def _expression(node: ast.Expr, frame: Frame) -> None:
    value = expressions.evaluate(node.value, frame)
    for watch in frame.run.on_statement:
        watch(frame.run, node, value, frame)
    if isinstance(value, Tensor) and isinstance(node.value, ast.Call):
        inplace.rebind(node.value, value, frame)


def _return(node: ast.Return, frame: Frame) -> None:
    frame.returns.append(expressions.evaluate(node.value, frame) if node.value is not None else Const(None))
    frame.dead = True


def _leave(node: ast.stmt, frame: Frame) -> None:
    frame.dead = True


def _if(node: ast.If, frame: Frame) -> None:
    test = expressions.truth(expressions.evaluate(node.test, frame))
    asked = assumptions.NOTHING
    if test is None:
        asked = assumptions.sides(node.test, frame)
        test = assumptions.known(asked, frame.run.assumed)
    if test is not None:
        block(node.body if test else node.orelse, frame)
        return
    doubt = frame.doubt
    frame.doubt += not _asks_for_none(node.test)
    ends: list[bool] = []
    sides = ((node.body, asked.yes), (node.orelse, asked.no))
    branches(frame, [partial(_follow, body, assumed, ends, frame) for body, assumed in sides])
    if ends[0] == ends[1]:
        frame.doubt = doubt
    else:  # one side has left: what follows is the other
        frame.run.assumed = assumptions.added(frame.run.assumed, asked.no if ends[0] else asked.yes)


def _follow(body: list[ast.stmt], assumed: Assumed, ends: list[bool], frame: Frame) -> None:
    """One side of a test; `ends` gets whether it leaves."""
    assumptions.under(assumed, frame.run, partial(block, body, frame))
    ends.append(frame.dead)


def _asks_for_none(test: ast.expr) -> bool:
    """`labels is not None` says nothing about what the tensors hold."""
    return isinstance(test, ast.Compare) and isinstance(test.ops[0], (ast.Is, ast.IsNot))


def branches(frame: Frame, ways: list[Callable[[], None]]) -> None:
    """Follow each way from the same start and join what they leave behind."""
    before = frame.env
    ends: list[dict[str, Value]] = []
    frame.weak += 1
    try:
        for way in ways:
            frame.env, frame.dead = dict(before), False
            way()
            if not frame.dead:
                ends.append(frame.env)
    finally:
        frame.weak -= 1
    frame.dead = not ends
    frame.env = ends[0] if ends else before
    for end in ends[1:]:
        _merge(frame.env, end)


def _merge(env: dict[str, Value], other: dict[str, Value]) -> None:
    for name, value in other.items():
        mine = env.get(name)
        if mine is None:
            env[name] = value
        elif mine is not value:
            env[name] = join(mine, value)


def _for(node: ast.For | ast.AsyncFor, frame: Frame) -> None:
    over = indexing.elements(expressions.evaluate(node.iter, frame), frame)
    if over.rest is None and 0 < len(over.items) <= MOST_TURNS:
        turns = over.items
    elif over.rest is not None and _counts(over.rest):
        turns = [_marked(over.rest, False), _marked(over.rest, True)]
    elif isinstance(node.iter, ast.Name) and over.rest is None and not over.items:
        turns = []  # an attribute may be filled elsewhere, a list at hand is empty
    else:
        found = [*over.items, *([over.rest] if over.rest is not None else [])]
        turns = [found[-1] if found else UNKNOWN]
    for turn in turns:
        targets.assign(node.target, _own(turn), frame)
        assumptions.under({}, frame.run, partial(block, node.body, frame))
        frame.dead = False
    block(node.orelse, frame)


def _own(value: Value) -> Value:
    """An element of which nothing is known, as another value in each turn."""
    if isinstance(value, Unknown):
        return type(value)(value.why, value.hint)
    if isinstance(value, Seq) and any(isinstance(item, Unknown) for item in value.items):
        return Seq([_own(item) for item in value.items], value.rest)
    return value


def _counts(value: Value) -> bool:
    return isinstance(value, Position) or (isinstance(value, Seq) and any(map(_counts, value.items)))


def _marked(value: Value, last: bool) -> Value:
    if isinstance(value, Position):
        return Position(last)
    return Seq([_marked(item, last) for item in value.items], value.rest) if isinstance(value, Seq) else value


def _while(node: ast.While, frame: Frame) -> None:
    expressions.evaluate(node.test, frame)
    assumptions.under({}, frame.run, partial(block, node.body, frame))
    frame.dead = False
    block(node.orelse, frame)


def _with(node: ast.With | ast.AsyncWith, frame: Frame) -> None:
    autocast = frame.autocast
    for item in node.items:
        value = expressions.evaluate(item.context_expr, frame)
        if item.optional_vars is not None:
            targets.assign(item.optional_vars, value, frame)
        frame.autocast = autocasts(item.context_expr, frame, frame.autocast)
    block(node.body, frame)
    frame.autocast = autocast


def autocasts(node: ast.expr, frame: Frame, now: bool = False) -> bool:
    """Whether half precision is on for a GPU inside `torch.autocast(...)`; `now`: whether it is outside."""
    if not isinstance(node, ast.Call):
        return now
    called = expressions.evaluate(node.func, frame)
    if not (isinstance(called, External) and called.name.startswith("torch.") and called.name.endswith("autocast")):
        return now
    first = node.args[0] if node.args else next((k.value for k in node.keywords if k.arg == "device_type"), None)
    if isinstance(first, ast.Constant) and first.value == "cpu":
        return now
    enabled = next((k.value for k in node.keywords if k.arg == "enabled"), None)
    return enabled is None or (isinstance(enabled, ast.Constant) and enabled.value is True)


def _try(node: ast.Try, frame: Frame) -> None:
    assumptions.under({}, frame.run, partial(block, node.body, frame))
    left = frame.dead
    frame.dead = False
    kept = frame.env
    ways = [lambda h=handler: block(h.body, frame) for handler in node.handlers]
    if ways:
        body_ends = not left
        branches(frame, [lambda: _stop(left, frame), *ways])
        if body_ends and frame.dead:
            frame.env, frame.dead = kept, False
    else:
        frame.dead = left
    if not left:
        block(node.orelse, frame)
    ended, frame.dead = frame.dead, False
    block(node.finalbody, frame)
    frame.dead = frame.dead or ended


def _stop(left: bool, frame: Frame) -> None:
    frame.dead = left


def _match(node: ast.Match, frame: Frame) -> None:
    subject = expressions.evaluate(node.subject, frame)
    ways: list[Callable[[], None]] = []
    for case in node.cases:
        fits = _fits(case.pattern, subject) if case.guard is None else None
        if fits is not False:
            ways.append(partial(block, case.body, frame))
        if fits:
            break
    else:
        ways.append(lambda: None)
    ways[0]() if len(ways) == 1 else branches(frame, ways)


def _fits(pattern: ast.pattern, subject: Value) -> bool | None:
    """Whether a pattern fits; None if that is not known."""
    if isinstance(pattern, ast.MatchAs) and pattern.pattern is None:
        return True
    if isinstance(pattern, ast.MatchOr):
        found = [_fits(part, subject) for part in pattern.patterns]
        return True if True in found else None if None in found else False
    if isinstance(pattern, ast.MatchValue) and isinstance(pattern.value, ast.Constant) and isinstance(subject, Const):
        return bool(pattern.value.value == subject.value)
    return None


def _function(node: ast.FunctionDef | ast.AsyncFunctionDef, frame: Frame) -> None:
    frame.env[node.name] = Function(node, frame.module, frame, None, None)


def _class(node: ast.ClassDef, frame: Frame) -> None:
    frame.env[node.name] = Class(node, frame.module)


def _import(node: ast.Import | ast.ImportFrom, frame: Frame) -> None:
    for name, binding in import_bindings(node, []):
        frame.env[name] = frame.run.project.imported(frame.module, binding)


def _delete(node: ast.Delete, frame: Frame) -> None:
    for target in node.targets:
        if isinstance(target, ast.Name):
            frame.env.pop(target.id, None)
        elif isinstance(target, ast.Subscript):
            owner = expressions.evaluate(target.value, frame)
            indexing.delete_item(owner, expressions.evaluate(target.slice, frame), frame)


HANDLERS: dict[type[ast.stmt], Callable[[Any, Frame], None]] = {
    ast.Assign: _assign, ast.AnnAssign: _annotated, ast.AugAssign: _augmented, ast.Expr: _expression,
    ast.Return: _return, ast.Raise: _leave, ast.Continue: _leave, ast.Break: _leave, ast.If: _if, ast.For: _for,
    ast.AsyncFor: _for, ast.While: _while, ast.With: _with, ast.AsyncWith: _with, ast.Try: _try, ast.Match: _match,
    ast.FunctionDef: _function, ast.AsyncFunctionDef: _function, ast.ClassDef: _class, ast.Import: _import,
    ast.ImportFrom: _import, ast.Delete: _delete,
}  # fmt: skip
if hasattr(ast, "TryStar"):
    HANDLERS[ast.TryStar] = _try
