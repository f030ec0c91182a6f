"""Python's own functions, as far as they pass modules, losses and tensors on."""

from __future__ import annotations

import ast
from collections.abc import Callable

from activadvise.checker import calls, indexing, objects
from activadvise.checker.run import Frame
from activadvise.checker.syntax import parse
from activadvise.checker.values import (
    UNKNOWN,
    Class,
    Const,
    External,
    Instance,
    Layer,
    Map,
    Partial,
    Position,
    Seq,
    Super,
    Tensor,
    Union,
    Unknown,
    Value,
)

MODULE = "torch.nn.Module"
INFINITE = ("inf", "-inf", "+inf")
Options = dict[str, Value]
Handler = Callable[[list[Value], Options, ast.AST, Frame], Value]


def empty_map() -> Map:
    """A new dict."""
    return Map({})


def call(name: str, args: list[Value], options: Options, node: ast.AST, frame: Frame) -> Value:
    """A builtin function."""
    handler = BUILTIN.get(name)
    return handler(args, options, node, frame) if handler is not None else Unknown(node)


def _super(args: list[Value], options: Options, node: ast.AST, frame: Frame) -> Value:
    scope: Frame | None = frame
    while scope is not None and scope.self_value is None:
        scope = scope.parent
    if scope is None or scope.self_value is None:
        return UNKNOWN
    return Super(scope.cls, scope.self_value)


def _len(args: list[Value], options: Options, node: ast.AST, frame: Frame) -> Value:
    value = args[0] if args else UNKNOWN
    if isinstance(value, Layer) and value.items is not None:
        value = value.items
    if isinstance(value, Seq) and value.rest is None:
        return Const(len(value.items))
    if isinstance(value, Map) and value.rest is None:
        return Const(len(value.items))
    return Unknown("a length")


def _range(args: list[Value], options: Options, node: ast.AST, frame: Frame) -> Value:
    bounds = [a.value for a in args if isinstance(a, Const) and isinstance(a.value, int)]
    if len(bounds) == len(args) and bounds and len(turns := range(*bounds[:3])) <= 8:
        return Seq([Const(i) for i in turns])
    return Seq([], Position(False))


def _enumerate(args: list[Value], options: Options, node: ast.AST, frame: Frame) -> Value:
    over = indexing.elements(args[0], frame) if args else Seq([])
    start = args[1].value if len(args) > 1 and isinstance(args[1], Const) else 0
    if over.rest is None and over.items and isinstance(start, int):
        return Seq([Seq([Const(i), value]) for i, value in enumerate(over.items, start)])
    return Seq([], Seq([Position(False), over.rest or UNKNOWN]))


def _zip(args: list[Value], options: Options, node: ast.AST, frame: Frame) -> Value:
    rows = [indexing.elements(arg, frame) for arg in args]
    if rows and all(row.rest is None for row in rows):
        return Seq([Seq(list(items)) for items in zip(*(row.items for row in rows), strict=False)])
    return Seq([], Seq([_one(row) for row in rows]))


def _one(row: Seq) -> Value:
    return row.rest or (row.items[0] if row.items else UNKNOWN)


def _list(args: list[Value], options: Options, node: ast.AST, frame: Frame) -> Value:
    if not args:
        return Seq([])
    if isinstance(args[0], Unknown):
        return args[0]
    over = indexing.elements(args[0], frame)
    return Seq(list(over.items), over.rest)


def _reversed(args: list[Value], options: Options, node: ast.AST, frame: Frame) -> Value:
    over = indexing.elements(args[0], frame) if args else Seq([])
    return Seq(over.items[::-1], over.rest)


def _dict(args: list[Value], options: Options, node: ast.AST, frame: Frame) -> Value:
    if not args:
        return Map(dict(options))
    if isinstance(args[0], Map):
        return Map({**args[0].items, **options}, args[0].rest)
    if isinstance(args[0], Seq):
        return _ordered(args, options, node, frame)
    return Unknown(node)


def _ordered(args: list[Value], options: Options, node: ast.AST, frame: Frame) -> Value:
    items: dict[object, Value] = {}
    items.update(options)
    pairs = args[0] if args else Seq([])
    if isinstance(pairs, Map):
        return pairs
    if not isinstance(pairs, Seq):
        return Unknown(node)
    for pair in pairs.items:
        if isinstance(pair, Seq) and len(pair.items) == 2:
            key = pair.items[0]
            items[key.value if isinstance(key, Const) else f"#{len(items)}"] = pair.items[1]
    others = pairs.rest.items[1] if isinstance(pairs.rest, Seq) and len(pairs.rest.items) == 2 else pairs.rest
    return Map(items, others)


def _getattr(args: list[Value], options: Options, node: ast.AST, frame: Frame) -> Value:
    if len(args) >= 2 and isinstance(args[1], Const) and isinstance(args[1].value, str):
        load = ast.Attribute(value=ast.Name(id="_"), attr=args[1].value)
        return objects.attribute(args[0], args[1].value, load, frame)
    if args and isinstance(args[0], External):  # getattr(models, name): one of the package
        return External(f"{args[0].name}.model")
    return Unknown(node)


def _setattr(args: list[Value], options: Options, node: ast.AST, frame: Frame) -> Value:
    if len(args) == 3 and isinstance(args[1], Const) and isinstance(args[1].value, str):
        objects.set_attribute(args[0], args[1].value, args[2], frame)
    return Const(None)


def _isinstance(args: list[Value], options: Options, node: ast.AST, frame: Frame) -> Value:
    if len(args) != 2:
        return UNKNOWN
    value, kinds = args
    wanted = kinds.items if isinstance(kinds, Seq) else [kinds]
    if isinstance(value, Const) and isinstance(value.value, str):
        names = [k.name for k in wanted if isinstance(k, External)]
        return Const("builtins.str" in names) if len(names) == len(wanted) else UNKNOWN
    if isinstance(value, Layer):
        names = [k.name for k in wanted if isinstance(k, External)]
        return Const(value.name in names or MODULE in names) if len(names) == len(wanted) else UNKNOWN
    if isinstance(value, Instance) and any(isinstance(k, External) and k.name == MODULE for k in wanted):
        return Const(True) if MODULE in objects.external_bases(value.cls, frame.run) else UNKNOWN
    if isinstance(value, Instance) and all(isinstance(k, Class) for k in wanted):
        mine = [c.node for c in objects.order(value.cls, frame.run)]
        return Const(any(isinstance(k, Class) and k.node in mine for k in wanted))
    if isinstance(value, Tensor) and all(isinstance(k, External) for k in wanted):
        names = [k.name for k in wanted if isinstance(k, External)]
        if all(name.startswith(("builtins.", "torch.")) for name in names):
            return Const("torch.Tensor" in names)
    if isinstance(value, (Seq, Map)) and all(
        isinstance(k, External) and k.name.startswith("builtins.") for k in wanted
    ):
        own = ("builtins.tuple", "builtins.list") if isinstance(value, Seq) else ("builtins.dict",)
        return Const(any(isinstance(k, External) and k.name in own for k in wanted))
    return UNKNOWN


def _first(args: list[Value], options: Options, node: ast.AST, frame: Frame) -> Value:
    if not args:
        return UNKNOWN
    over = indexing.elements(args[0], frame)
    return over.items[0] if over.items else over.rest or UNKNOWN


def _number(args: list[Value], options: Options, node: ast.AST, frame: Frame) -> Value:
    if args and isinstance(args[0], Const) and isinstance(args[0].value, (int, float)):
        return args[0]
    if args and isinstance(args[0], Const) and args[0].value in INFINITE:
        return Const(float(args[0].value))
    return Unknown("a number")


def _partial(args: list[Value], options: Options, node: ast.AST, frame: Frame) -> Value:
    return Partial(args[0], args[1:], options) if args else UNKNOWN


def _map(args: list[Value], options: Options, node: ast.AST, frame: Frame) -> Value:
    if len(args) < 2:
        return UNKNOWN
    over = indexing.elements(args[1], frame)
    return Seq([], calls.call_value(args[0], [_one(over)], {}, node, frame))


def _sum(args: list[Value], options: Options, node: ast.AST, frame: Frame) -> Value:
    return (
        Tensor()
        if args and isinstance(args[0], Seq) and any(isinstance(i, Tensor) for i in args[0].items)
        else Unknown(node)
    )


def _replace(args: list[Value], options: Options, node: ast.AST, frame: Frame) -> Value:
    """dataclasses.replace(object, field=value)."""
    if not args or not isinstance(args[0], Instance):
        return Unknown(node)
    old = args[0]
    objects.prepare(old, frame.run)
    made = Instance(old.cls, old.args, {**old.options, **options})
    made.attributes, made.ready = {**old.attributes, **options}, True
    return made


def _namedtuple(args: list[Value], options: Options, node: ast.AST, frame: Frame) -> Value:
    """namedtuple("Out", "p h"): a class with these fields."""
    if len(args) < 2 or not isinstance(args[0], Const):
        return Unknown(node)
    given = args[1]
    if isinstance(given, Const) and isinstance(given.value, str):
        names = given.value.replace(",", " ").split()
    else:
        names = [i.value for i in given.items if isinstance(i, Const)] if isinstance(given, Seq) else []
    body = "".join(f"\n    {name}: object" for name in names if str(name).isidentifier())
    source = f"class {args[0].value}:{body or ' ...'}"
    made, _ = parse(source)
    return Class(made.body[0], frame.module) if made.body and isinstance(made.body[0], ast.ClassDef) else Unknown(node)


def _hasattr(args: list[Value], options: Options, node: ast.AST, frame: Frame) -> Value:
    return UNKNOWN


BUILTIN: dict[str, Handler] = {
    "super": _super, "len": _len, "range": _range, "enumerate": _enumerate, "zip": _zip, "list": _list,
    "tuple": _list, "reversed": _reversed, "dict": _dict, "getattr": _getattr, "setattr": _setattr,
    "isinstance": _isinstance, "next": _first, "iter": _list, "sorted": _list, "float": _number, "int": _number,
    "map": _map, "sum": _sum, "hasattr": _hasattr, "abs": _number,
}  # fmt: skip
LIBRARY: dict[str, Handler] = {
    "functools.partial": _partial, "collections.OrderedDict": _ordered, "tqdm.tqdm": _list, "tqdm.auto.tqdm": _list,
    "typing.cast": lambda args, options, node, frame: args[1] if len(args) > 1 else UNKNOWN,
    "types.SimpleNamespace": _dict, "tqdm": _list, "collections.namedtuple": _namedtuple,
    "dataclasses.replace": _replace,
}  # fmt: skip

__all__ = ["Union", "call"]
