"""Attributes, items and elements of abstract values; objects of the checked classes."""

from __future__ import annotations

import ast
from typing import Any

from activadvise.checker import assumptions, calls, expressions, hints, indexing, pretrained, tensors
from activadvise.checker.joins import join, join_all, options_of
from activadvise.checker.names import Module
from activadvise.checker.run import Frame, Run
from activadvise.checker.tables import MODULE_KEEP
from activadvise.checker.values import (
    Class,
    Const,
    External,
    Flow,
    Function,
    Instance,
    Layer,
    Map,
    Method,
    Namespace,
    Partial,
    Position,
    Seq,
    Super,
    Tensor,
    Union,
    Unknown,
    Value,
)
from activadvise.meaning import Meaning

BUILDING = 100  # steps that reading an __init__ may take in any case, as long as there are spare ones


def order(cls: Class, run: Run) -> list[Class]:
    """The class and its bases among the checked files, nearest first."""
    direct = bases(cls, run)
    if cls._behind is None:
        cls._behind = []
        for base in direct:
            if isinstance(base, Class) and base is not cls:
                cls._behind += [c for c in order(base, run) if c is not cls and c not in cls._behind]
    return [cls, *cls._behind]


def bases(cls: Class, run: Run) -> list[Value]:
    """The values of the base expressions."""
    if cls.bases is None or (cls.shallow and run.deep):
        cls.bases = []
        cls._behind = None
        cls.shallow = not run.deep
        frame = Frame(run, cls.module, {})
        cls.bases = [expressions.evaluate(base, frame) for base in cls.node.bases if not isinstance(base, ast.Starred)]
    return cls.bases


def external_bases(cls: Class, run: Run) -> list[str]:
    """Dotted names of library classes that it inherits from."""
    return [base.name for c in order(cls, run) for base in bases(c, run) if isinstance(base, External)]


def find_method(cls: Class, name: str, run: Run) -> tuple[Class, Any] | None:
    """The class that defines a method, and its definition."""
    for owner in order(cls, run):
        found = owner.methods.get(name)
        if found is not None:
            return owner, found
    return None


def prepare(instance: Instance, run: Run) -> None:
    """Read `__init__`, once; again where what its imports say is wanted now."""
    if instance.ready and (instance.building or not (instance.shallow and run.deep)):
        return
    before = dict(instance.attributes) if instance.ready else {}
    if instance.ready:  # what was read without its imports is no alternative to what is read now
        instance.attributes.clear()
        instance.ways.clear()
    instance.ready, instance.shallow = True, not run.deep
    found = find_method(instance.cls, "__init__", run)
    if found is not None:
        function = Function(found[1], found[0].module, None, instance, found[0])
        weak, run.quiet = run.quiet, 0
        fuel = run.fuel
        lent = min(max(0, BUILDING - fuel), run.spare)  # layers left out would be a wrong answer, not a missing one
        run.fuel += lent
        run.spare -= lent
        instance.building = True
        run.building += 1
        try:
            calls.call_function(function, instance.args, instance.options, run)
        finally:
            run.quiet = weak
            run.spare += max(0, run.fuel - fuel)  # not needed
            run.fuel = min(fuel, run.fuel)
            run.building -= 1
            instance.building = False
    else:
        _dataclass_fields(instance)
    for name, value in before.items():
        instance.attributes.setdefault(name, value)
    if instance.base is None and found is None:
        for name in external_bases(instance.cls, run):
            instance.base = calls.base_layer(name, instance, run)


def _dataclass_fields(instance: Instance) -> None:
    instance.attributes.update(zip(_field_names(instance.cls), instance.args, strict=False))
    instance.attributes.update(instance.options)


def _field_names(cls: Class) -> list[str]:
    return [n.target.id for n in cls.node.body if isinstance(n, ast.AnnAssign) and isinstance(n.target, ast.Name)]


def fields(instance: Instance) -> Seq | None:
    """A named tuple, or a model output, as the tuple of its fields; None for other objects."""
    if instance.cls.methods or instance.base is not None or not (instance.args or instance.options):
        return None
    given = {**dict(zip(_field_names(instance.cls), instance.args, strict=False)), **instance.options}
    return Seq([given[name] for name in _field_names(instance.cls) if name in given])


def attribute(owner: Value, name: str, node: ast.Attribute, frame: Frame) -> Value:
    """`owner.name`."""
    if isinstance(owner, Instance):
        return instance_attribute(owner, name, frame)
    if isinstance(owner, External):
        return External(f"{owner.name}.{name}")
    if isinstance(owner, Tensor):
        return tensors.attribute(owner, name)
    if isinstance(owner, Namespace):
        found = owner.module.lookup(name) or frame.run.project.submodule(owner.module, name)
        return found or Unknown(f"what {name} is in {owner.module.path}")
    if isinstance(owner, Union):
        return join_all([attribute(o, name, node, frame) for o in expressions.unwrapped(owner)])
    if isinstance(owner, Class):
        return _class_attribute(owner, name, frame.run)
    if isinstance(owner, Super):
        return _super_attribute(owner, name, frame.run)
    if isinstance(owner, Map) and name in owner.items:
        return owner.items[name]  # a ModuleDict or a model output with named fields
    if isinstance(owner, Seq) and name in ("values", "indices") and len(owner.items) == 2:
        return owner.items[name == "indices"]  # x.sort(dim=-1).values, x.max(dim=1).values
    if isinstance(owner, Layer) and name in ("weight", "bias"):
        return Tensor(Meaning("real", owner.short), Flow(None, frame.module, node, f"{name} of {owner.short} here"))
    if isinstance(owner, Layer) and owner.kind == "sequence" and name in owner.options:
        return owner.options[name]
    if isinstance(owner, Unknown):
        known = hints.hinted(owner, frame.run)
        if known is not owner:
            return attribute(known, name, node, frame)
        return pretrained.field(owner, name, node, frame) or Unknown(owner.why or "")
    return Method(owner, name)


def instance_attribute(owner: Instance, name: str, frame: Frame) -> Value:
    """An attribute of an object of ours: set, method, class attribute, inherited."""
    run = frame.run
    prepare(owner, run)
    found = owner.attributes.get(name)
    if found is not None:
        return (assumptions.narrowed(owner, name, run.assumed) or found) if run.assumed and owner.ways else found
    if name == "training":
        return Const(True)
    method = find_method(owner.cls, name, run)
    if method is not None:
        bound = owner.cls if calls.decorated(method[1], "classmethod") else owner
        function = Function(method[1], method[0].module, None, bound, method[0])
        if calls.decorated(method[1], "property", "cached_property"):
            return calls.call_function(function, [], {}, run)
        return function
    replaced = pretrained.head(owner, name)
    if replaced is not None:
        return replaced
    value = _class_attribute(owner.cls, name, run)
    if not isinstance(value, Unknown):
        return value
    if name in MODULE_KEEP or name in METHODS:
        return Method(owner, name)
    return Unknown(f"what {owner.cls.node.name}.{name} is", _hint(owner.cls, name, run))


def _hint(cls: Class, name: str, run: Run) -> tuple[Module, ast.expr] | None:
    """The annotation of an attribute in the body of a class: `critic: Critic`."""
    return next(((c.module, c.hints[name]) for c in order(cls, run) if name in c.hints), None)


def _declared(owner: Instance, name: str, value: Value, run: Run) -> Value:
    """A value of which nothing is known, as the class declares it; also where it is one of several."""
    if not any(isinstance(option, Unknown) and option.hint is None for option in options_of(value)):
        return value
    hint = _hint(owner.cls, name, run)
    if hint is None:
        return value
    told = [Unknown(o.why, hint) if isinstance(o, Unknown) and o.hint is None else o for o in options_of(value)]
    return Union(told) if isinstance(value, Union) else told[0]


METHODS = frozenset({"append", "add_module", "register_module", "children", "modules", "forward", "__new__"})


def _class_attribute(cls: Class, name: str, run: Run) -> Value:
    for owner in order(cls, run):
        if name in owner.attributes:
            return expressions.evaluate(owner.attributes[name], Frame(run, owner.module, {}))
        if name in owner.methods:
            bound = cls if calls.decorated(owner.methods[name], "classmethod") else None
            return Function(owner.methods[name], owner.module, None, bound, owner)
    return Unknown(f"what {cls.node.name}.{name} is")


def _super_attribute(owner: Super, name: str, run: Run) -> Value:
    if isinstance(owner.self, Instance):
        classes = order(owner.self.cls, run)
        start = classes.index(owner.cls) + 1 if owner.cls in classes else 0
        for cls in classes[start:]:
            if name in cls.methods:
                return Function(cls.methods[name], cls.module, None, owner.self, cls)
    return Method(owner, name)


def set_attribute(owner: Value, name: str, value: Value, frame: Frame) -> None:
    """`owner.name = value`; inside a branch the old value stays possible."""
    if isinstance(owner, Instance):
        outside = frame.self_value is not owner
        if outside:
            prepare(owner, frame.run)
        if not owner.building:
            frame.run.summaries.changed(owner, outside, frame.run.building > 0)
        old = owner.attributes.get(name)
        assumptions.note(owner, name, old, value, frame)
        if frame.weak and old is not None:
            value = join(old, value)
        owner.attributes[name] = _declared(owner, name, value, frame.run)
    elif isinstance(owner, Map):
        indexing.set_item(owner, Const(name), value, frame)


__all__ = ["Partial", "Position", "attribute"]
