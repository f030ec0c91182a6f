"""What annotations say of values that nobody has given yet: `policy: Policy` is an object of that class."""

from __future__ import annotations

import ast

from activadvise.checker import calls, expressions, layers, objects
from activadvise.checker.run import Frame, Run
from activadvise.checker.values import Class, External, Function, Instance, Unknown, Value


def hinted(value: Unknown, run: Run) -> Value:
    """An object of the class that a value is annotated with, if that is a module of the project; else the value."""
    if value.hint is None or not run.deep:
        return value
    module, annotation = value.hint
    cls = _class(annotation, Frame(run, module, {}))
    if cls is None or not any(name.startswith("torch.nn") for name in objects.external_bases(cls, run)):
        return value
    return generic(cls, run)


def annotated(value: Value, annotation: ast.expr, frame: Frame) -> Value:
    """`self.model: Net | None = None` and `self.model: Net = model`: an object of that class, once it is there."""
    named = Unknown(value.why if isinstance(value, Unknown) else "", (frame.module, annotation))
    return named if hinted(named, frame.run) is not named else value


def loss(node: ast.expr | None, frame: Frame) -> Value | None:
    """`criterion: nn.CrossEntropyLoss` is that loss."""
    if not frame.run.deep or not isinstance(node, (ast.Name, ast.Attribute)):
        return None
    cls = expressions.evaluate(node, frame)
    if isinstance(cls, External) and cls.name in frame.run.vocabulary.losses:
        return layers.make(cls.name, [], {}, node, frame.module, frame.run)
    return None


def _class(node: ast.expr, frame: Frame) -> Class | None:
    """The class of `Net`, `models.Net`, `"Net"`, `Net | None`, `Optional[Net]`."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.isidentifier():
        node = ast.Name(id=node.value, ctx=ast.Load())
    if isinstance(node, ast.BinOp):
        return _class(node.left, frame) or _class(node.right, frame)
    if isinstance(node, ast.Subscript) and ast.unparse(node.value).endswith("Optional"):
        return _class(node.slice, frame)
    if not isinstance(node, (ast.Name, ast.Attribute)):
        return None
    value = expressions.evaluate(node, frame)
    return value if isinstance(value, Class) else None


def generic(cls: Class, run: Run) -> Instance:
    """An object of a class that was made with unknown arguments; the same one each time."""
    key = (cls.module.path, cls.node.lineno)
    found = run.generic.get(key)
    if found is None:
        found = run.generic[key] = Instance(cls, [], {})
        method = objects.find_method(cls, "__init__", run)
        if method is not None:
            function = Function(method[1], method[0].module, None, found, method[0])
            found.options = calls.unknown_arguments(function, Frame(run, cls.module, {}))
    return found
