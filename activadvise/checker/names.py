"""Modules of the checked project: their trees, their top-level names, and imports between them."""

from __future__ import annotations

import ast
import os.path
from collections.abc import Iterable

from activadvise.checker.retention import Retention
from activadvise.checker.syntax import Binding, Import, bindings_of, canonical, parse
from activadvise.checker.values import UNKNOWN, Class, External, Function, Namespace, Unknown, Value

MOST_STARS = 40  # an __init__ with more is a catalogue, and what it holds is imported by its own path
OUTSIDE = ("torch.nn", "torch.distributions")


class Module:
    """A file of the project.

    Attributes:
        path: as findings show it.
        key: as the project knows it.
        text: its source; for a notebook the code cells, joined. Read again when it was forgotten.
        bindings: top-level name → what binds it, in order.
        globals: values of top-level names that were needed so far.
        stars: modules of `from x import *`.
        reads: keys of the modules that its imports led to so far.
        used, worth, room: when it was last needed, how often, and what it takes (see Retention).
    """

    def __init__(self, path: str, text: str, project: Project, cells: list[tuple[int, int]] | None = None) -> None:
        self.path = path
        self.key = os.path.normpath(path)
        self.size = len(text)
        self.project = project
        self.cells = cells
        self.bindings: dict[str, list[Binding]] = {}
        self.globals: dict[str, Value] = {}
        self.stars: list[Import] = []
        self.reads: set[str] = set()
        self.indexed = False
        self.used = 0
        self.worth = 0.0
        self.room = 0
        self.error: tuple[int, int, str] | None = None
        self._text: str | None = text
        self._tree: ast.Module | None = None
        self._busy: set[str] = set()
        self._lines: list[str] | None = None

    @property
    def text(self) -> str:
        if self._text is None:
            self._text = self.project.read(self.key) or ""
        return self._text

    @property
    def parsed(self) -> bool:
        """Whether its tree is in memory."""
        return self._tree is not None

    @property
    def tree(self) -> ast.Module:
        """The syntax tree; an empty one if the file does not parse (see `error`)."""
        if self._tree is None:
            self._tree, self.error = parse(self.text)
        return self._tree

    @property
    def lines(self) -> list[str]:
        """The lines of the source."""
        if self._lines is None:
            self._lines = self.text.split("\n")
        return self._lines

    def slice(self, node: ast.AST) -> str:
        """The lines from the first to the last of a node."""
        return "\n".join(self.lines[node.lineno - 1 : node.end_lineno])  # type: ignore[attr-defined]

    def index(self) -> None:
        """Collect the top-level names, those inside if, try and with too."""
        if not self.indexed:
            self.indexed = True
            for name, binding in bindings_of(self.tree.body, self.stars):
                self.bindings.setdefault(name, []).append(binding)

    def imports(self, package: str) -> bool:
        """Whether its top-level statements import a package or something from it."""
        self.index()
        found = (b for bindings in self.bindings.values() for b in bindings if isinstance(b, Import))
        return any(b.level == 0 and b.module.partition(".")[0] == package for b in found)

    def forget(self) -> None:
        """Free the text, the tree and what was computed from them."""
        self._text = None
        self._tree = None
        self._lines = None
        self.indexed = False
        self.bindings, self.globals, self.stars = {}, {}, []

    def lookup(self, name: str) -> Value | None:
        """The value of a top-level name, or None."""
        found = self.globals.get(name)
        if found is not None:
            return found
        if not self.indexed:
            if name not in self.text and "import *" not in self.text:
                return None
            self.project.retention.use(self)
            self.index()
        if name not in self.bindings and not self.stars:
            return None
        if name in self._busy:
            return UNKNOWN
        self._busy.add(name)
        try:
            found = self._value(name)
        finally:
            self._busy.discard(name)
        if found is not None:
            self.globals[name] = found
        return found

    def _value(self, name: str) -> Value | None:
        bindings = self.bindings.get(name)
        if not bindings:
            return self._from_stars(name)
        definition = bindings[-1]
        if isinstance(definition, Import):
            if not self.project.follows(self, definition):
                return None
            return self.project.imported(self, definition)
        if isinstance(definition, ast.ClassDef):
            return Class(definition, self)
        if isinstance(definition, (ast.FunctionDef, ast.AsyncFunctionDef)):
            return Function(definition, self)
        if len(bindings) > 1 and not all(isinstance(b, ast.Assign) for b in bindings):
            return Unknown(f"the name {name}, which is bound more than once")
        return self.project.global_value(self, definition, name)

    def _from_stars(self, name: str) -> Value | None:
        for star in self.stars if len(self.stars) <= MOST_STARS else ():
            if not self.project.follows(self, star):
                continue
            base = self.project.imported(self, star)
            if isinstance(base, Namespace):
                found = base.module.lookup(name)
                if found is not None:
                    return found
            elif isinstance(base, External) and base.name.startswith("torch."):
                return External(f"{base.name}.{name}")
        return None


class Project:
    """The checked files, by path; resolves imports between them."""

    def __init__(self, files: Iterable[str] = ()) -> None:
        self.files: dict[str, str] = {}
        self.modules: dict[str, Module] = {}
        self.retention = Retention()
        self._folders: dict[tuple[str, str], str | None] = {}
        for path in files:
            self.files[os.path.normpath(path)] = path

    def read(self, path: str) -> str | None:
        """The text of a file; replaced by whoever knows how to read it."""
        raise NotImplementedError

    def beside(self, module: Module, name: str) -> str | None:
        """The text of a file in the folder of a module, if there is one."""
        path = os.path.join(os.path.dirname(module.path), name)
        module.reads.add(path)
        return self.read(path) if self.exists(path) else None

    def exists(self, path: str) -> bool:
        """Whether there is such a file."""
        return path in self.files or os.path.isfile(path)

    def global_value(self, module: Module, definition: ast.AST, name: str) -> Value:
        """The value of an assignment at the top of a module; set by the engine."""
        return UNKNOWN

    def module(self, path: str) -> Module | None:
        """The module of a path of the project."""
        found = self.modules.get(path)
        if found is None:
            text = self.read(path)
            if text is None:
                return None
            found = self.modules[path] = Module(self.files.get(path, path), text, self)
        self.retention.use(found)
        return found

    def dependencies(self) -> set[str]:
        """All that the results of the file that is being checked depend on, through any number of imports."""
        found: set[str] = set()
        new = {module.key for module in self.retention.used}
        while new:
            found |= new
            new = {key for path in new if path in self.modules for key in self.modules[path].reads} - found
        return found

    def follows(self, module: Module, what: Import) -> bool:
        """Whether an import of a file of ours is to be read now; overridden by the engine."""
        return True

    def imported(self, module: Module, what: Import) -> Value:
        """What an import binds: a module or a name of one; External if it is not ours."""
        dotted = what.module
        if what.level == 0 and dotted.startswith(OUTSIDE):
            return External(canonical(f"{dotted}.{what.name}" if what.name else dotted))
        base = self._find(module, dotted, what.level)
        if what.name is None or what.name == "*":
            module.reads.update([base] if base is not None else [])
            return self._namespace(base) or External(canonical(dotted))
        inside = self._find(module, f"{dotted}.{what.name}" if dotted else what.name, what.level)
        module.reads.update(path for path in (base, inside) if path is not None)
        owner = self.module(base) if base else None
        if owner is not None and owner is not module:
            found = owner.lookup(what.name)
            if found is not None:
                return found
        return self._namespace(inside) or External(canonical(f"{dotted}.{what.name}" if dotted else what.name))

    def _namespace(self, path: str | None) -> Namespace | None:
        module = self.module(path) if path else None
        return Namespace(module) if module is not None else None

    def submodule(self, module: Module, name: str) -> Value | None:
        """`package.name`, where the package is ours."""
        path = self._find(module, name, 1) if os.path.basename(module.path) == "__init__.py" else None
        module.reads.update([path] if path is not None else [])
        return self._namespace(path)

    def resolves(self, module_path: str, dotted: str, level: int = 0) -> bool:
        """Whether an import leads to a file of the project."""
        return self.resolved(module_path, dotted, level) is not None

    def resolved(self, module_path: str, dotted: str, level: int = 0) -> str | None:
        """The file that an import leads to, if it is one of the project."""
        return self._search(os.path.dirname(os.path.normpath(module_path)), dotted, level)

    def _find(self, module: Module, dotted: str, level: int) -> str | None:
        folder = os.path.dirname(os.path.normpath(module.path))
        return self._search(folder, dotted, level)

    def _search(self, folder: str, dotted: str, level: int) -> str | None:
        key = (folder, f"{level}:{dotted}")
        if key not in self._folders:
            self._folders[key] = self._walk_up(folder, dotted, level)
        return self._folders[key]

    def _walk_up(self, folder: str, dotted: str, level: int) -> str | None:
        relative = dotted.replace(".", os.sep)
        if level:
            for _ in range(level - 1):
                folder = os.path.dirname(folder)
            return self._at(os.path.normpath(os.path.join(folder, relative)))
        if dotted.partition(".")[0] == "torch":
            return None  # known by name, also where PyTorch's own sources are checked
        while True:
            found = self._at(os.path.normpath(os.path.join(folder, relative)))
            found = found or self._at(os.path.normpath(os.path.join(folder, "src", relative)))
            parent = os.path.dirname(folder)
            if found or parent == folder:
                return found
            folder = parent

    def _at(self, path: str) -> str | None:
        for candidate in (path + ".py", os.path.join(path, "__init__.py")):
            if candidate in self.files:
                return candidate
        return None
