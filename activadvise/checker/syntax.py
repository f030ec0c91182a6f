"""Source text to trees, and the names that top-level statements bind."""

from __future__ import annotations

import ast
import gc
import warnings
from collections.abc import Iterator, Mapping


class Import:
    """A name that an import statement binds: `from module import name`, or a module itself."""

    __slots__ = ("level", "module", "name")

    def __init__(self, module: str, name: str | None, level: int = 0) -> None:
        self.module = module
        self.name = name
        self.level = level


Binding = ast.AST | Import


def canonical(name: str) -> str:
    """torch.nn.modules.linear.Linear → torch.nn.Linear."""
    for package in ("torch.nn.", "torch.distributions."):
        inner = package == "torch.nn." and not name.startswith("torch.nn.modules.")
        last = name.rpartition(".")[2]
        if name.startswith(package) and not inner and last[:1].isupper():
            return f"{package}{last}"
    return name


def parse(text: str) -> tuple[ast.Module, tuple[int, int, str] | None]:
    """The tree of a source text, or an empty one and (line, column, what is wrong)."""
    empty = ast.Module(body=[], type_ignores=[])
    collecting = gc.isenabled()
    gc.disable()  # a tree holds no cycles; looking for some takes a third of the parsing time
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", SyntaxWarning)  # Python's own; it names no file
            return ast.parse(text), None
    except SyntaxError as error:
        return empty, (error.lineno or 1, error.offset or 1, f"syntax error: {error.msg}")
    except (RecursionError, MemoryError):
        return empty, (1, 1, "nested too deeply to be parsed")
    except ValueError as error:
        return empty, (1, 1, f"cannot be parsed: {error}")
    finally:
        if collecting:
            gc.enable()


def bindings_of(body: list[ast.stmt], stars: list[Import]) -> Iterator[tuple[str, Binding]]:
    """The names that statements bind, those inside if, for, try and with too."""
    for node in body:
        if isinstance(node, (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
            yield node.name, node
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            yield from import_bindings(node, stars)
        elif isinstance(node, (ast.Assign, ast.AnnAssign, ast.AugAssign)):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            for target in targets:
                yield from ((name, node) for name in _names(target))
        elif isinstance(node, (ast.For, ast.AsyncFor)):
            yield from ((name, node) for name in _names(node.target))
            yield from bindings_of([*node.body, *node.orelse], stars)
        elif isinstance(node, (ast.If, ast.While)):
            yield from bindings_of([*node.body, *node.orelse], stars)
        elif isinstance(node, ast.Try):
            handlers = [item for handler in node.handlers for item in handler.body]
            # the first branch of a try wins: handlers come first here, the last binding counts
            yield from bindings_of([*handlers, *node.body, *node.orelse, *node.finalbody], stars)
        elif isinstance(node, (ast.With, ast.AsyncWith)):
            yield from bindings_of(node.body, stars)


def _names(target: ast.expr) -> Iterator[str]:
    if isinstance(target, ast.Name):
        yield target.id
    elif isinstance(target, (ast.Tuple, ast.List)):
        for item in target.elts:
            yield from _names(item)
    elif isinstance(target, ast.Starred):
        yield from _names(target.value)


def import_bindings(node: ast.Import | ast.ImportFrom, stars: list[Import]) -> Iterator[tuple[str, Import]]:
    """The names that an import statement binds."""
    if isinstance(node, ast.Import):
        for alias in node.names:
            if alias.asname:
                yield alias.asname, Import(alias.name, None)
            else:
                top = alias.name.partition(".")[0]
                yield top, Import(top, None)
        return
    for alias in node.names:
        if alias.name == "*":
            stars.append(Import(node.module or "", "*", node.level))
        else:
            yield alias.asname or alias.name, Import(node.module or "", alias.name, node.level)


def written_out(call: ast.Call, local: Mapping[str, object]) -> bool:
    """Whether a call names its class outright; through an attribute or a parameter it may be an object of it."""
    function = call.func
    if isinstance(function, ast.Name):
        held = local.get(function.id)
        return held is None or getattr(held, "name", "").endswith(function.id)
    while isinstance(function, ast.Attribute):
        function = function.value
    return isinstance(function, ast.Name) and function.id != "self"
