"""Calls: of functions and classes of the project, of library names, of methods."""

from __future__ import annotations

import ast
from functools import partial
from typing import Any

from activadvise.checker import (
    assumptions,
    expressions,
    externals,
    frameworks,
    hints,
    indexing,
    layers,
    methods,
    objects,
    tables,
    tensors,
)
from activadvise.checker.joins import join, join_all
from activadvise.checker.run import DEPTH, Frame, Record, Run
from activadvise.checker.values import (
    ABSENT,
    Class,
    Const,
    External,
    Function,
    Instance,
    Layer,
    Map,
    Method,
    Partial,
    Position,
    Seq,
    Super,
    Tensor,
    Text,
    Union,
    Unknown,
    Value,
)
from activadvise.meaning import Verdict

Options = dict[str, Value]
# Methods of a tensor that nothing else has: x.softmax(1) says that x is one.
TENSOR_METHODS = frozenset({"softmax", "log_softmax", "sigmoid", "sigmoid_", "tanh", "relu", "relu_"})


def call_node(node: ast.Call, frame: Frame) -> Value:
    """The value of a call expression."""
    function = expressions.evaluate(node.func, frame)
    args: list[Value] = []
    rest: Value | None = None
    for arg in node.args:
        if isinstance(arg, ast.Starred):
            spread = indexing.elements(expressions.evaluate(arg.value, frame), frame)
            args += spread.items
            rest = spread.rest or rest
        else:
            args.append(expressions.evaluate(arg, frame))
    options: Options = {}
    for keyword in node.keywords:
        value = expressions.evaluate(keyword.value, frame)
        if keyword.arg is not None:
            options[keyword.arg] = value
        elif isinstance(value, Map):
            options.update({str(key): item for key, item in value.items.items()})
    if rest is not None:
        args.append(Seq([], rest)) if isinstance(function, External) else args.append(rest)
    return call_value(function, args, options, node, frame)


def call_value(function: Value, args: list[Value], options: Options, node: ast.AST, frame: Frame) -> Value:
    """The result of calling a value."""
    if isinstance(function, External):
        return externals.call(function.name, args, options, node, frame)
    if isinstance(function, Method):
        return methods.call(function, args, options, node, frame)
    if isinstance(function, Layer):
        return layers.apply(function, args, options, node, frame)
    if isinstance(function, Function):
        externals.named_loss(getattr(function.node, "name", ""), function.node, args, node, frame)
        return call_function(function, args, options, frame.run, frame)
    if isinstance(function, Instance):
        return call_instance(function, args, options, node, frame)
    if isinstance(function, Class):
        made = Instance(function, args, options)
        frame.run.summaries.made(made)
        frameworks.made(made, frame)
        for watch in frame.run.on_made:
            watch(frame.run, made, node, frame)
        return made
    if isinstance(function, Partial):
        merged = {**function.options, **options}
        return call_value(function.function, [*function.args, *args], merged, node, frame)
    if isinstance(function, Union):
        return _call_any(function, args, options, node, frame)
    if isinstance(function, Unknown) and (known := hints.hinted(function, frame.run)) is not function:
        return call_value(known, args, options, node, frame)
    if isinstance(function, Unknown) and isinstance(node, ast.Call):
        return _call_unknown(args, options, node, frame)
    return Unknown("")


def _call_unknown(args: list[Value], options: Options, node: ast.Call, frame: Frame) -> Value:
    """A method of an object that is not known, as far as its name tells what it does."""
    name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
    if name in tables.PREPARE and args:
        return Seq(args) if len(args) > 1 else args[0]  # Accelerate and Fabric hand back what they get
    if name in TENSOR_METHODS and all(isinstance(a, Const) for a in args) and options.keys() <= {"dim", "dtype"}:
        return methods.on_tensor(Tensor(), name, args, options, node, frame)
    if name == "exp" and not args:
        return tensors.exponential(Unknown(getattr(node.func, "value", "")), node, frame)
    if name in tables.SHAPED and getattr(frame.node, "name", "") == "forward":
        return tensors.method(Tensor(), name, args, options, node, frame) or Tensor()
    frameworks.method(name, args, node, frame)
    return Unknown(node)


def _call_any(function: Union, args: list[Value], options: Options, node: ast.AST, frame: Frame) -> Value:
    """Each alternative is called, None apart; a verdict stands only where all of them agree."""
    run = frame.run
    kept, run.records = run.records, []
    run.quiet += 1
    results = []
    try:
        for option in expressions.unwrapped(function):
            results.append(call_value(option, args, options, node, frame))
    finally:
        run.quiet -= 1
        found, run.records = run.records, kept
    run.records += agreed(found)
    passed = ABSENT in function.options and len(args) == 1
    return join_all([*results, args[0]] if passed else results)


def agreed(found: list[Record]) -> list[Record]:
    """One record for each call; where the alternatives differ it is undecided."""
    places: dict[tuple[str, int, int], list[Record]] = {}
    for record in found:
        node: Any = record.node
        places.setdefault((record.module.path, node.lineno, node.col_offset), []).append(record)
    result = []
    for records in places.values():
        first = records[0]
        if len({record.verdict.kind for record in records}) > 1:
            first.verdict = Verdict("undecided", "which of several values this is")
        result.append(first)
    return result


def call_instance(instance: Instance, args: list[Value], options: Options, node: ast.AST, frame: Frame) -> Value:
    """model(x): forward, or what the library base does."""
    run = frame.run
    if not run.deep and instance is not frame.self_value:
        return Tensor()  # read for itself, not from here
    objects.prepare(instance, run)
    for name in ("__call__", "forward"):
        found = objects.find_method(instance.cls, name, run)
        if found is not None:
            result = call_function(
                Function(found[1], found[0].module, None, instance, found[0]), args, options, run, frame
            )
            externals.named_loss(instance.cls.node.name, found[1], args, node, frame)
            return result
    if instance.base is not None:
        return layers.apply(instance.base, args, options, node, frame)
    return Unknown(f"what {instance.cls.node.name} returns")


def call_function(
    function: Function, args: list[Value], options: Options, run: Run, caller: Frame | None = None
) -> Value:
    """What a function of the project returns for these arguments."""
    node = function.node
    if function.self is None and function.cls is not None and args and isinstance(args[0], Instance):
        function = Function(node, function.module, function.closure, args[0], function.cls)  # Base.__init__(self, x)
    elif function.self is not None and not decorated(node, "staticmethod"):
        args = [function.self, *args]
    if run.depth >= DEPTH or run.fuel <= 0:
        return Unknown("code that is called from too far away")
    summaries = run.summaries
    key, changes = summaries.key(function, args, options, run, caller), summaries.changes
    if key in summaries.known:
        return tensors.own(summaries.known[key])
    summaries.known[key] = Unknown("a function that calls itself")
    run.depth += 1
    reserve = run.fuel // 4  # what is called may be large; the caller has more to show behind it
    run.fuel -= reserve
    try:
        result = _run(function, args, options, run, caller)
    finally:
        run.depth -= 1
        run.fuel += reserve
    if summaries.changes != changes:  # it set an attribute, which a call on another object would have to do too
        summaries.known.pop(key, None)
        key = summaries.key(function, args, options, run, caller)
    summaries.known[key] = result
    return tensors.own(result)


def _run(function: Function, args: list[Value], options: Options, run: Run, caller: Frame | None) -> Value:
    node = function.node
    frame = Frame(run, function.module, {}, function.closure, function.self, function.cls, node)
    if caller is not None:
        frame.autocast = caller.autocast
    bind(node.args, args, options, frame)
    if isinstance(node, ast.Lambda):
        return expressions.evaluate(node.body, frame)
    run.project.retention.use(function.module)
    (run.reached if run.deep else run.skimmed).add((function.module.path, node.lineno, node.col_offset))
    from activadvise.checker import statements

    frame.autocast = frame.autocast or any(map(partial(statements.autocasts, frame=frame), node.decorator_list))
    assumptions.under({}, run, partial(statements.block, node.body, frame))
    for watch in run.on_function:
        watch(run, node, frame)
    if frame.yields:
        return Seq([], join_all(frame.yields))
    found = [value for value in frame.returns if not (isinstance(value, Const) and value.value is None)]
    return join_all(found or frame.returns)


def decorated(node: Any, *names: str) -> bool:
    """Whether a function has one of these decorators."""
    return any(isinstance(d, ast.Name) and d.id in names for d in getattr(node, "decorator_list", ()))


def bind(spec: ast.arguments, args: list[Value], options: Options, frame: Frame) -> None:
    """Bind arguments to parameters; defaults for those that are not given."""
    names = [a.arg for a in (*spec.posonlyargs, *spec.args)]
    env = frame.env
    env.update(zip(names, args, strict=False))
    if spec.vararg is not None:
        env[spec.vararg.arg] = Seq(args[len(names) :])
    known = {*names, *(a.arg for a in spec.kwonlyargs)}
    extra = {}
    for name, value in options.items():
        if name in known:
            env[name] = value
        else:
            extra[name] = value
    if spec.kwarg is not None:
        env[spec.kwarg.arg] = Map(dict(extra))
    outer = Frame(frame.run, frame.module, {}, frame.parent)
    defaults = [*zip(names[len(names) - len(spec.defaults) :], spec.defaults, strict=True)]
    defaults += [(a.arg, d) for a, d in zip(spec.kwonlyargs, spec.kw_defaults, strict=True) if d is not None]
    for name, default in defaults:
        given = env.get(name)
        if given is None:
            env[name] = expressions.evaluate(default, outer)
        elif type(given) is Unknown and isinstance(default, ast.Constant) and isinstance(default.value, str):
            env[name] = Text(given.why, given.hint)
    for name in known:
        if name not in env:
            env[name] = Unknown(f"the parameter {name}")


def unknown_arguments(function: Function, frame: Frame) -> Options:
    """Arguments of a function that nobody calls: unknown, but for defaults that are modules."""
    spec = function.node.args
    names = [a.arg for a in (*spec.posonlyargs, *spec.args)]
    defaults = dict(zip(names[len(names) - len(spec.defaults) :], spec.defaults, strict=True))
    defaults |= {a.arg: d for a, d in zip(spec.kwonlyargs, spec.kw_defaults, strict=True) if d is not None}
    result: Options = {}
    for position, argument in enumerate([*spec.posonlyargs, *spec.args, *spec.kwonlyargs]):
        name = argument.arg
        if position == 0 and function.self is not None:
            continue
        annotated = hints.loss(argument.annotation, frame)
        if annotated is not None:
            result[name] = annotated
            continue
        default = defaults.get(name)
        if default is not None and isinstance(default, (ast.Call, ast.Attribute, ast.Name, ast.Lambda)):
            value = expressions.evaluate(default, frame)
            if not isinstance(value, (Const, Unknown)):
                result[name] = value
                continue
        hint = argument.annotation
        result[name] = Unknown(f"the parameter {name}", (function.module, hint) if hint is not None else None)
    return result


def base_layer(name: str, instance: Instance, run: Run) -> Layer | None:
    """What a class of ours inherits from a PyTorch module that is no plain nn.Module."""
    return layers.make(name, instance.args, instance.options, instance.cls.node, instance.cls.module, run)


def with_items(layer: Layer, items: Seq) -> Layer:
    """A Sequential with other items."""
    return Layer(layer.name, layer.kind, layer.id, layer.args, layer.options, layer.module, layer.node, items)


__all__ = ["Position", "Super", "Tensor", "join"]
