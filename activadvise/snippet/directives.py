"""The `#:` lines of a template: which of its lines a snippet keeps."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping

import msgspec

from activadvise.errors import ActivadviseError

Flags = Mapping[str, str]
DIRECTIVE = re.compile(r"^\s*#: (if|elif|else|end|init|loss|require)\b ?(.*)$")


class BrokenTemplate(ActivadviseError):
    """A template whose `#:` lines do not fit together."""


class Kept(msgspec.Struct):
    """The lines that are left, and the conditions that sizes must keep."""

    lines: list[str] = msgspec.field(default_factory=list)
    requirements: list[str] = msgspec.field(default_factory=list)


def select(text: str, flags: Flags, insert: Mapping[str, str], name: str) -> Kept:
    """Apply `#: if/elif/else/end`, put definitions at `#: init` and `#: loss`.

    Raises:
        BrokenTemplate: an `else` without `if`, a missing `end`, a condition out of the language.
    """
    kept = Kept()
    stack: list[tuple[bool, bool]] = []  # (this branch holds, some branch of it has held)
    for number, line in enumerate(text.splitlines(), 1):
        found = DIRECTIVE.match(line)
        active = all(holds for holds, _ in stack)
        if not found:
            if active:
                kept.lines.append(line)
            continue
        word, rest = found.groups()
        try:
            _apply(word, rest, flags, stack)
        except (BrokenTemplate, IndexError) as error:
            raise BrokenTemplate(f"{name}:{number}: {error or 'no open #: if'}") from None
        if active and word in insert:
            kept.lines += insert[word].splitlines()
        elif active and word == "require":
            kept.requirements.append(rest)
    if stack:
        raise BrokenTemplate(f"{name}: an #: if has no #: end")
    return kept


def _apply(word: str, rest: str, flags: Flags, stack: list[tuple[bool, bool]]) -> None:
    if word == "if":
        holds = condition(rest, flags)
        stack.append((holds, holds))
    elif word == "elif":
        _, before = stack.pop()
        holds = not before and condition(rest, flags)
        stack.append((holds, before or holds))
    elif word == "else":
        _, before = stack.pop()
        stack.append((not before, True))
    elif word == "end":
        stack.pop()


def condition(text: str, flags: Flags) -> bool:
    """Evaluate `gated`, `norm == "none"`, `a in ("x", "y")` with and, or, not."""
    try:
        return _holds(ast.parse(text.strip(), mode="eval").body, flags)
    except SyntaxError:
        raise BrokenTemplate(f"{text!r} is not a condition") from None


def _holds(node: ast.expr, flags: Flags) -> bool:
    if isinstance(node, ast.BoolOp):
        results = [_holds(value, flags) for value in node.values]
        return all(results) if isinstance(node.op, ast.And) else any(results)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        return not _holds(node.operand, flags)
    if isinstance(node, ast.Name):
        return bool(flags.get(node.id))
    if isinstance(node, ast.Compare) and len(node.ops) == 1 and isinstance(node.left, ast.Name):
        value, other = flags.get(node.left.id, ""), ast.literal_eval(node.comparators[0])
        match node.ops[0]:
            case ast.Eq():
                return bool(value == other)
            case ast.NotEq():
                return bool(value != other)
            case ast.In():
                return value in other
            case ast.NotIn():
                return value not in other
    raise BrokenTemplate(f"{ast.unparse(node)!r} is not a condition")
