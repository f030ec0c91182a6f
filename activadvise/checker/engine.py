"""The checker itself: which functions are read, and what becomes of what they show."""

from __future__ import annotations

import ast
import gc
import sys
from collections.abc import Callable, Iterable

from activadvise.checker import calls, expressions, names, objects, rules, statements, writing
from activadvise.checker.run import FUEL, Frame, Run
from activadvise.checker.values import UNKNOWN, Class, Function, Instance, Unknown, Value
from activadvise.meaning import Judge, Vocabulary
from activadvise.meaning.findings import Finding, LossCall
from activadvise.rulebase import RuleBase

STACK = 6000
LOSS_WORDS = ("loss", "entropy", "criterion", "kl_div", "objective", "categorical(", "bernoulli(", "skorch", "autocast")


class Project(names.Project):
    """Files with a way to read them and to evaluate their top-level assignments."""

    run: Run

    def __init__(self, files: Iterable[str], read: Callable[[str], str | None]) -> None:
        super().__init__(files)
        self._read = read

    def read(self, path: str) -> str | None:
        return self._read(path)

    def global_value(self, module: names.Module, definition: ast.AST, name: str) -> Value:
        if not isinstance(definition, (ast.Assign, ast.AnnAssign)):
            return Unknown(f"the name {name}")
        frame = Frame(self.run, module, {})
        statements.block([definition], frame)
        return frame.env.get(name, UNKNOWN)


class Engine:
    """Checks the files of a project one by one; what it learns of one serves the others.

    Attributes:
        words: lower-case pieces of text without which a function is not read.
    """

    def __init__(self, base: RuleBase, project: Project) -> None:
        vocabulary = Vocabulary(base)
        self.base = base
        self.project = project
        self.run = project.run = Run(project, vocabulary, Judge(vocabulary))
        self.words = (*LOSS_WORDS, *rules.install(self.run))
        self.run.on_function.append(self._inner_functions)
        self._pending: list[Function] = []

    def check(self, path: str) -> tuple[list[Finding], list[LossCall]]:
        """The findings and the judged loss calls that reading one file as a starting point gave.

        They may lie in other files: a loss call that only this file's models reach.
        """
        module = self.project.module(path)
        if module is None or not self._relevant(module.text):
            return [], []
        run = self.run
        run.memo.clear()
        run.kept.clear()
        run.means.clear()
        run.inplace.clear()
        run.records, run.hits = [], []
        limit = sys.getrecursionlimit()
        collecting = gc.isenabled()
        sys.setrecursionlimit(max(limit, STACK))
        gc.disable()
        try:
            self._read(module)
        finally:
            sys.setrecursionlimit(limit)
            if collecting:
                gc.enable()
        result = writing.written(run)
        if module.error is not None:
            result[0].append(writing.syntax_error(module, self.base))
        run.memo.clear()
        run.kept.clear()
        self.project.tidy()
        return result

    def _relevant(self, text: str) -> bool:
        lowered = text.lower()
        return ("torch" in lowered or "import" in lowered) and any(word in lowered for word in self.words)

    def _read(self, module: names.Module) -> None:
        self.project.touch(module)
        module.index()
        if module.error is not None:
            return
        self._guard(lambda: self._top_level(module))
        for node in _definitions(module.tree.body):
            if isinstance(node, ast.ClassDef):
                self._class(node, module)
            else:
                self._function(Function(node, module), module)

    def _guard(self, work: Callable[[], None]) -> None:
        """One starting point; code that is nested too deeply stays undecided."""
        run = self.run
        run.fuel, run.depth, run.quiet, run.autocast = FUEL, 0, 0, False
        try:
            work()
        except RecursionError:
            run.quiet = 0
        while self._pending:
            function = self._pending.pop()
            if _place(function) not in run.reached:
                run.fuel = FUEL
                try:
                    self._call(function)
                except RecursionError:
                    run.quiet = 0

    def _top_level(self, module: names.Module) -> None:
        frame = Frame(self.run, module, module.globals)
        skip = (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef, ast.Import, ast.ImportFrom)
        statements.block([node for node in module.tree.body if not isinstance(node, skip)], frame)

    def _class(self, node: ast.ClassDef, module: names.Module) -> None:
        lowered = module.slice(node).lower()
        if not any(word in lowered for word in self.words):
            return
        value = module.lookup(node.name)
        cls = value if isinstance(value, Class) and value.node is node else Class(node, module)
        instance = self._generic(cls)
        if any(name.startswith("torch.nn.") for name in objects.external_bases(cls, self.run)):
            self._guard(lambda: objects.prepare(instance, self.run))
        for method in cls.methods.values():
            if method.name != "__init__":
                self._function(Function(method, module, None, instance, cls), module)

    def _generic(self, cls: Class) -> Instance:
        frame = Frame(self.run, cls.module, {})
        instance = Instance(cls, [], {})
        found = objects.find_method(cls, "__init__", self.run)
        if found is not None:
            function = Function(found[1], found[0].module, None, instance, found[0])
            instance.options = calls.unknown_arguments(function, frame)
        return instance

    def _function(self, function: Function, module: names.Module) -> None:
        if _place(function) in self.run.reached:
            return
        lowered = module.slice(function.node).lower()
        if any(word in lowered for word in self.words):
            self._guard(lambda: self._call(function))

    def _call(self, function: Function) -> None:
        frame = Frame(self.run, function.module, {}, function.closure)
        options = calls.unknown_arguments(function, frame)
        calls.call_function(function, [], options, self.run)

    def _inner_functions(self, run: Run, node: ast.AST, frame: Frame) -> None:
        """Functions made inside a function and not called there: steps of an engine, closures."""
        for value in frame.env.values():
            if isinstance(value, Function) and value.closure is frame and _place(value) not in run.reached:
                self._pending.append(value)


def _place(function: Function) -> tuple[str, int, int]:
    return function.module.path, function.node.lineno, function.node.col_offset


def _definitions(body: list[ast.stmt]) -> Iterable[ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef]:
    """Top-level functions and classes; those inside if and try too."""
    for node in body:
        if isinstance(node, (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
            yield node
        elif isinstance(node, ast.If):
            yield from _definitions([*node.body, *node.orelse])
        elif isinstance(node, ast.Try):
            yield from _definitions(node.body)


__all__ = ["Engine", "Project", "expressions"]
