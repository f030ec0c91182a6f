"""What the branch that is being followed assumes: the same question about the same value has the same answer elsewhere.

`if self.loss_type == "CE":` in `__init__` chooses a loss, and the same test in `training_step` says which it is.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import NamedTuple, TypeVar

from activadvise.checker import expressions
from activadvise.checker.joins import join_all
from activadvise.checker.run import Answer, Assumed, Frame, Question, Run
from activadvise.checker.values import UNKNOWN, Instance, Unknown, Value

T = TypeVar("T")
TRUE = frozenset({True})


class Sides(NamedTuple):
    """What holds where a test is true, and what where it is false."""

    yes: Assumed
    no: Assumed

    @property
    def other(self) -> Sides:
        """Those of the opposite test."""
        return Sides(self.no, self.yes)


NOTHING = Sides({}, {})


def sides(test: ast.expr, frame: Frame) -> Sides:
    """What a test asks; empty where that is nothing that could be asked again."""
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        return sides(test.operand, frame).other
    if isinstance(test, ast.BoolOp):
        parts = [sides(value, frame) for value in test.values]
        return _either(parts) if isinstance(test.op, ast.Or) else _either([part.other for part in parts]).other
    if isinstance(test, ast.Compare):
        return _compared(test, frame)
    question = _part(test, "?", frame)  # whether it counts as true says less than what it is
    return Sides({question: Answer(True, TRUE)}, {question: Answer(False, TRUE)}) if question else NOTHING


def _either(parts: list[Sides]) -> Sides:
    """What `or` says of its operands: of one value it may be one of several; if false, each of them is."""
    questions = {question for part in parts for question in part.yes}
    yes: Assumed = {}
    if len(questions) == 1 and all(len(part.yes) == 1 for part in parts):  # phase == "a" or phase == "b"
        question = questions.pop()
        answers = [part.yes[question] for part in parts]
        if all(answer.among for answer in answers):
            yes = {question: Answer(True, frozenset().union(*(answer.values for answer in answers)))}
    return Sides(yes, _all([part.no for part in parts]))


def _all(parts: list[Assumed]) -> Assumed:
    result: Assumed = {}
    for part in parts:
        result = added(result, part)
    return result


def _compared(test: ast.Compare, frame: Frame) -> Sides:
    """x == "a", x != "a", x in ("a", "b")."""
    values = _literals(test.comparators[0], test.ops[0])
    question = _question(test.left, frame) if values and len(test.ops) == 1 else None
    if question is None:
        return NOTHING
    among = Sides({question: Answer(True, values)}, {question: Answer(False, values)})
    return among if isinstance(test.ops[0], (ast.Eq, ast.In)) else among.other


def _literals(node: ast.expr, op: ast.cmpop) -> frozenset[object]:
    if isinstance(op, (ast.Eq, ast.NotEq)):
        return frozenset({node.value}) if isinstance(node, ast.Constant) else frozenset()
    if isinstance(op, (ast.In, ast.NotIn)) and isinstance(node, (ast.Tuple, ast.List, ast.Set)):
        found = [item.value for item in node.elts if isinstance(item, ast.Constant)]
        return frozenset(found) if len(found) == len(node.elts) else frozenset()
    return frozenset()


def _question(node: ast.expr, frame: Frame) -> Question | None:
    """Which value is asked, and which part of it: self.args["edit"] and args.get("edit", False) are the same."""
    if isinstance(node, ast.Name):
        value = expressions.lookup(node.id, frame)
        return (value, "") if isinstance(value, Unknown) and value is not UNKNOWN else None
    if isinstance(node, ast.Attribute):
        owner = expressions.evaluate(node.value, frame) if isinstance(node.value, ast.Name) else None
        if isinstance(owner, Instance):
            found = owner.attributes.get(node.attr)
            return (found, "") if isinstance(found, Unknown) and found is not UNKNOWN else None
        return _part(node.value, f".{node.attr}", frame)
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
        return _part(node.value, f"[{node.slice.value!r}]", frame)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "get" and node.args:
        first = node.args[0]
        return _part(node.func.value, f"[{first.value!r}]", frame) if isinstance(first, ast.Constant) else None
    return None


def _part(node: ast.expr, name: str, frame: Frame) -> Question | None:
    whole = _question(node, frame)
    return (whole[0], whole[1] + name) if whole is not None else None


def added(assumed: Assumed, more: Assumed) -> Assumed:
    """Both at once; an answer without values left cannot be."""
    result = dict(assumed)
    for question, answer in more.items():
        result[question] = _both(result[question], answer) if question in result else answer
    return result


def _both(a: Answer, b: Answer) -> Answer:
    if a.among and b.among:
        return Answer(True, a.values & b.values)
    if a.among or b.among:
        some, none = (a, b) if a.among else (b, a)
        return Answer(True, some.values - none.values)
    return Answer(False, a.values | b.values)


def possible(assumed: Assumed, more: Assumed) -> bool:
    """Whether both can hold."""
    return all(
        question not in assumed or not (found := _both(assumed[question], answer)).among or bool(found.values)
        for question, answer in more.items()
    )


def under(more: Assumed, run: Run, work: Callable[[], T]) -> T:
    """Follow something under one more assumption; afterwards it does not hold any more."""
    before = run.assumed
    run.assumed = added(before, more) if more else before
    try:
        return work()
    finally:
        run.assumed = before


def known(asked: Sides, assumed: Assumed) -> bool | None:
    """The answer that follows from what is assumed; None if either may be."""
    if assumed and not possible(assumed, asked.yes):
        return False
    return True if assumed and not possible(assumed, asked.no) else None


def note(owner: Instance, name: str, old: Value | None, value: Value, frame: Frame) -> None:
    """Keep under which assumption an attribute got this value."""
    assumed = frame.run.assumed
    if not frame.weak:
        owner.ways.pop(name, None)
    elif assumed or name in owner.ways:
        before: list[tuple[Assumed, Value]] = [({}, old)] if old is not None else []
        owner.ways.setdefault(name, before).append((assumed, value))


def narrowed(owner: Instance, name: str, assumed: Assumed) -> Value | None:
    """The values of an attribute that fit what is assumed now; None if that leaves out none of them, or all."""
    ways = owner.ways.get(name, [])
    fits = [value for guard, value in ways if possible(assumed, guard)]
    return join_all(fits) if 0 < len(fits) < len(ways) else None
