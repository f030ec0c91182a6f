"""The checker itself: which functions are read, and what becomes of what they show."""

from __future__ import annotations

import ast
import os
import re
import sys
from collections.abc import Callable, Iterable

from activadvise.checker import calls, expressions, hints, layers, names, objects, rules, statements, writing
from activadvise.checker.run import FUEL, SPARE, Frame, Run
from activadvise.checker.syntax import Import
from activadvise.checker.values import UNKNOWN, Class, Function, Layer, Tensor, Unknown, Value
from activadvise.meaning import Judge, Vocabulary
from activadvise.meaning.findings import Finding, LossCall
from activadvise.rulebase import RuleBase

STACK = 6000
STRICT = bool(os.environ.get("ACTIVADVISE_STRICT"))  # tests let unforeseen errors through
# A function without any of these calls no loss that could be judged; all are searched in lower case.
LOSS_WORDS = (
    "loss(", "loss)(", "losses(", "losses[", "loss_f", "lossf", "loss_c", "loss_m", "criteri", "crit(", "cross_entropy",
    "entropy(", "kl_div", "kldiv", "objective", "nll", "bce", "categorical(", "bernoulli(", "multinomial(", "loss[",
    "_loss,", "loss=", ".backward(", "critic(", "discriminator(", "loss):", "neuralnet", "create_supervised",
)  # fmt: skip
WITHOUT_LOSS = tuple(word for word in LOSS_WORDS if "loss" not in word)
TORCH = ("torch.nn", "nn.Module", "from torch ", "import torch")
ALIAS = re.compile(r"\w*(?:loss|entropy)\w* as (\w+)")
MODEL_CALL = re.compile(r"\b(?:model|net|network|classifier)\w*\(")
CALLED = re.compile(r"(?<![.\w])\w+(?=\()")
IMPORTED = re.compile(r"(?:^|\n)\s*(?:from|import) +(\.*)([\w.]*)")


class Project(names.Project):
    """Files with a way to read them and to evaluate their top-level assignments."""

    run: Run

    def __init__(self, files: Iterable[str], read: Callable[[str], str | None]) -> None:
        super().__init__(files)
        self._read = read

    def read(self, path: str) -> str | None:
        return self._read(path)

    def follows(self, module: names.Module, what: Import) -> bool:
        return self.run.deep or not self.resolves(module.path, what.module, what.level)

    def global_value(self, module: names.Module, definition: ast.AST, name: str) -> Value:
        if not isinstance(definition, (ast.Assign, ast.AnnAssign)):
            return Unknown(f"the name {name}")
        frame = Frame(self.run, module, {})
        statements.block([definition], frame)
        return frame.env.get(name, UNKNOWN)


class Engine:
    """Checks the files of a project one by one; what it learns of one serves the others."""

    def __init__(self, base: RuleBase, project: Project) -> None:
        vocabulary = Vocabulary(base)
        self.base = base
        self.project = project
        self.run = project.run = Run(project, vocabulary, Judge(vocabulary))
        self.wants = rules.install(self.run)
        self.run.on_function.append(self._inner_functions)
        self._pending: list[Function] = []
        self.failures: list[str] = []
        self.present: list[str] = []
        self.wanting: list[rules.Wants] = []

    def check(self, path: str) -> tuple[list[Finding], list[LossCall]]:
        """The findings and the judged loss calls that reading one file as a starting point gave.

        They may lie in other files: a loss call that only this file's models reach.
        """
        module = self.project.module(path)
        if module is None or not self._relevant(path, module.text):
            return [], []
        run = self.run
        run.summaries.clear()
        run.loads.clear()
        run.generic.clear()
        run.inplace.clear()
        run.reached.clear()
        run.skimmed.clear()
        run.records, run.hits = [], []
        limit = sys.getrecursionlimit()
        sys.setrecursionlimit(max(limit, STACK))
        try:
            self._read(module)
        finally:
            sys.setrecursionlimit(limit)
        result = writing.written(run)
        if module.error is not None:
            result[0].append(writing.syntax_error(module, self.base))
        run.summaries.clear()
        return result

    def _relevant(self, path: str, text: str) -> bool:
        lowered = text.lower()
        if "torch" not in lowered and not self._imports_torch(path, text, lowered):
            return False
        self.present = _loss_words(lowered) + _loss_names(lowered)
        self.wanting = [wants for wants in self.wants if wants("forward", lowered) or wants("", lowered)]
        return self._reads("", lowered) is not None

    def _imports_torch(self, path: str, text: str, lowered: str) -> bool:
        """A file that does not speak of torch may still train a model from one that does."""
        if not _loss_words(lowered):
            return False
        for dots, name in IMPORTED.findall(text):
            found = self.project.resolved(path, name, len(dots))
            other = self.project.module(found) if found is not None else None
            if other is not None and any(word in other.text for word in TORCH):
                return True
        return False

    def _reads(self, name: str, lowered: str) -> bool | None:
        """True: read it through all it calls; False: for itself; None: not at all."""
        for word in self.present:
            if word in lowered:
                return True
        if _squashes(lowered) or (lowered.count("mean(") > 1 and "fake" in lowered and "real" in lowered):
            return True
        for wants in self.wanting:
            if wants(name or "forward", lowered):
                return False
        return False if not name and "sequential(" in lowered else None

    def _read(self, module: names.Module) -> None:
        module.index()
        if module.error is not None:
            return
        self._top_level(module, self._users(module))
        for node in _definitions(module.tree.body):
            if isinstance(node, ast.ClassDef):
                self._class(node, module)
            else:
                self._function(Function(node, module), module)

    def _guard(self, work: Callable[[], None], deep: bool = True) -> None:
        """One starting point; code that is nested too deeply stays undecided."""
        run = self.run
        run.deep = deep
        run.fuel, run.spare, run.depth, run.quiet, run.autocast, run.assumed = FUEL, SPARE, 0, 0, False, {}
        self._attempt(work)
        self._sequences()
        while self._pending:
            function = self._pending.pop()
            if self._unread(function):
                run.fuel = FUEL
                self._attempt(lambda f=function: self._call(f))  # type: ignore[misc]

    def _attempt(self, work: Callable[[], None]) -> None:
        """One failure, foreseen or not, leaves one function undecided, never the whole run."""
        try:
            work()
        except RecursionError:
            self.run.quiet = 0
        except Exception as error:
            if STRICT:
                raise
            self.run.quiet = 0
            self.failures.append(f"{type(error).__name__}: {error}")

    def _sequences(self) -> None:
        """Send an unknown tensor through every Sequential of plain layers, whether it is called or not."""
        run = self.run
        made, run.sequences = run.sequences, []
        for layer in made:
            items = layer.items.items if layer.items is not None else []
            if len(items) > 1 and all(
                isinstance(item, Layer) and item.kind not in ("sequence", "loss") for item in items
            ):
                layers.apply(layer, [Tensor()], {}, layer.node, Frame(run, layer.module, {}))
        run.sequences = []

    def _top_level(self, module: names.Module, users: list[str]) -> None:
        """What runs on import, if there is anything in it to look at."""
        skip = (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef, ast.Import, ast.ImportFrom)
        body = [node for node in module.tree.body if not isinstance(node, skip)]
        lowered = "\n".join(module.slice(node) for node in body).lower()
        if self._reads("", lowered) is not None or any(word in lowered for word in users):
            frame = Frame(self.run, module, module.globals)
            self._guard(lambda: statements.block(body, frame))

    def _users(self, module: names.Module) -> list[str]:
        """Calls of what holds something to look at: a script's last lines say which model meets which loss."""
        texts = {node: module.slice(node).lower() for node in _definitions(module.tree.body)}
        found = {node: self._reads(node.name, text) for node, text in texts.items()}
        deep = {node.name.lower() for node, reads in found.items() if reads}
        others = {
            node.name.lower(): set(CALLED.findall(texts[node]))
            for node, reads in found.items() if deep and not reads and not isinstance(node, ast.ClassDef)
        }  # fmt: skip
        while more := {name for name, called in others.items() if name not in deep and called & deep}:
            deep |= more  # main() calls run(model), which calls train(model, criterion)
        self.present += [f"{name}(" for name in sorted(deep)]
        kept = {node.name.lower() for node, reads in found.items() if reads is not None}
        return [f"{name}(" for name in sorted(deep | kept)]

    def _class(self, node: ast.ClassDef, module: names.Module) -> None:
        lowered = module.slice(node).lower()
        if self._reads("", lowered) is None:
            return
        value = module.lookup(node.name)
        cls = value if isinstance(value, Class) and value.node is node else Class(node, module)
        instance = hints.generic(cls, self.run)
        if "sequential(" in lowered or "nn.init" in lowered:
            self._guard(lambda: objects.prepare(instance, self.run), deep=False)
        for method in cls.methods.values():
            if method.name != "__init__":
                self._function(Function(method, module, None, instance, cls), module)

    def _function(self, function: Function, module: names.Module) -> None:
        if _place(function) in self.run.reached:
            return
        reads = self._reads(getattr(function.node, "name", ""), module.slice(function.node).lower())
        if reads or (reads is not None and _place(function) not in self.run.skimmed):
            self._guard(lambda: self._call(function), reads)

    def _call(self, function: Function) -> None:
        frame = Frame(self.run, function.module, {}, function.closure)
        options = calls.unknown_arguments(function, frame)
        calls.call_function(function, [], options, self.run)

    def _unread(self, function: Function) -> bool:
        """Whether a function was not read yet as thoroughly as this start reads."""
        place = _place(function)
        return place not in self.run.reached and (self.run.deep or place not in self.run.skimmed)

    def _inner_functions(self, run: Run, node: ast.AST, frame: Frame) -> None:
        """Functions made inside a function and not called there: steps of an engine, closures."""
        for value in frame.env.values():
            if isinstance(value, Function) and value.closure is frame and self._unread(value):
                self._pending.append(value)


def _squashes(lowered: str) -> bool:
    """A softmax or sigmoid, and a model whose output it may get."""
    return ("softmax(" in lowered or "sigmoid(" in lowered) and MODEL_CALL.search(lowered) is not None


def _loss_words(lowered: str) -> list[str]:
    return [word for word in (LOSS_WORDS if "loss" in lowered else WITHOUT_LOSS) if word in lowered]


def _loss_names(lowered: str) -> list[str]:
    """Names bound in lines that make a loss: ce = nn.CrossEntropyLoss()."""
    found = set()
    if "loss" in lowered or "entropy" in lowered:
        for line in lowered.split("\n"):
            if "=" in line and ("loss(" in line or "cross_entropy" in line):
                name = line.partition("=")[0].partition(":")[0].strip().rpartition(".")[2]
                if name.isidentifier():
                    found.add(f"{name}(")
            elif " as " in line and "import" in line and ("loss" in line or "entropy" in line):
                found.update(f"{name}(" for name in ALIAS.findall(line))
    return sorted(found)


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
