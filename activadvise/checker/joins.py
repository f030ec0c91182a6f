"""Either of several values: what branches leave behind is joined, not guessed."""

from __future__ import annotations

from activadvise.checker.values import (
    UNKNOWN,
    Const,
    External,
    Function,
    Layer,
    Seq,
    Tensor,
    Text,
    Union,
    Unknown,
    Value,
)

MOST_OPTIONS = 6
DEEPEST = 8  # lists in lists; a list that holds another twice, and so on, is a tree without end
LONGEST = 1000


def options_of(value: Value) -> list[Value]:
    """The alternatives of a value."""
    return value.options if isinstance(value, Union) else [value]


def same(a: Value, b: Value) -> bool:
    """Whether two values need not be told apart."""
    if a is b:
        return True
    if isinstance(a, Const) and isinstance(b, Const):
        return type(a.value) is type(b.value) and bool(a.value == b.value)
    if isinstance(a, Tensor) and isinstance(b, Tensor):
        return a.meaning == b.meaning
    if isinstance(a, External) and isinstance(b, External):
        return a.name == b.name
    if isinstance(a, Layer) and isinstance(b, Layer):
        return a.node is b.node
    if isinstance(a, Unknown):
        return type(a) is type(b)
    return isinstance(a, Function) and isinstance(b, Function) and a.node is b.node and a.self is b.self


def computed(value: Value) -> list[Value]:
    """The alternatives with which one can compute; where some are tensors, None and strings would end the program."""
    found = options_of(value)
    if not any(isinstance(option, Tensor) for option in found):
        return found
    return [o for o in found if not (isinstance(o, Text) or (isinstance(o, Const) and o.value is None))]


def join(a: Value, b: Value, depth: int = 0) -> Value:
    """Either of two values; `depth`: how many lists are around them."""
    if a is b:
        return a
    if isinstance(a, Unknown) and same(a, b):
        return type(a)(a.why, a.hint)  # either of the two: what is asked of one says nothing about this
    if same(a, b):
        return a
    if isinstance(a, Seq) and isinstance(b, Seq) and len(a.items) == len(b.items) and depth < DEEPEST:
        rest = join(a.rest, b.rest, depth + 1) if a.rest and b.rest else a.rest or b.rest
        return Seq([join(x, y, depth + 1) for x, y in zip(a.items, b.items, strict=True)], rest)
    found = list(options_of(a))
    for value in options_of(b):
        if not any(same(value, other) for other in found):
            found.append(value)
    return Union(found) if len(found) <= MOST_OPTIONS else Unknown("a value with many alternatives")


def join_all(values: list[Value]) -> Value:
    """Any of the values; an empty list is None."""
    if not values:
        return Const(None)
    result = values[0]
    for value in values[1:]:
        result = join(result, value)
    return result


def chained(first: list[Value], second: list[Value], rest: Value | None) -> Seq:
    """Elements behind others. Of lists that keep doubling only the first thousand elements are told apart."""
    items = first + second
    return Seq(items, rest) if len(items) <= LONGEST else Seq(items[:LONGEST], rest or UNKNOWN)
