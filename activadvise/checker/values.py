"""Abstract values: what an expression may be, as far as meanings of tensors need it."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from activadvise.meaning import NOTHING, Meaning

if TYPE_CHECKING:
    from activadvise.checker.names import Module


class Flow(NamedTuple):
    """A step on the way of a tensor, linked to the one before."""

    before: Flow | None
    module: Module
    node: ast.AST
    what: str


class Value:
    """Base of all abstract values."""

    __slots__ = ()


class Unknown(Value):
    """Something that could be anything; `why` says what would have to be known, `hint` how it is annotated."""

    __slots__ = ("hint", "why")

    def __init__(self, why: str | ast.AST = "", hint: tuple[Module, ast.expr] | None = None) -> None:
        self.why = why
        self.hint = hint


UNKNOWN = Unknown()


class Text(Unknown):
    """A string that is not known: a parameter whose default or annotation is one. It is no tensor."""

    __slots__ = ()


class Tensor(Value):
    """A tensor.

    Attributes:
        meaning: what it holds.
        flow: how it came about.
        last: the layer or activation that made it, value-preserving steps apart.
        linear: the linear layer behind it, if nothing nonlinear came since.
        behind: what made the input of the activation that made it.
        mean_of: the tensor that it is the mean of, and whether with a minus sign.
    """

    __slots__ = ("behind", "flow", "last", "linear", "mean_of", "meaning")

    def __init__(
        self,
        meaning: Meaning = NOTHING,
        flow: Flow | None = None,
        last: Layer | None = None,
        linear: Layer | None = None,
        behind: Layer | None = None,
    ) -> None:
        self.behind = behind
        self.mean_of: tuple[Tensor, bool] | None = None
        self.meaning = meaning
        self.flow = flow
        self.last = last
        self.linear = linear


class Const(Value):
    """A literal, or what was computed from literals."""

    __slots__ = ("value",)

    def __init__(self, value: Any) -> None:
        self.value = value


ABSENT = Const(None)  # an element that a branch appended: in the other alternative it is not there


class Seq(Value):
    """A list, tuple or ModuleList; `rest` stands for any further elements."""

    __slots__ = ("items", "rest")

    def __init__(self, items: list[Value], rest: Value | None = None) -> None:
        self.items = items
        self.rest = rest


class Map(Value):
    """A dict or ModuleDict, by literal keys; `rest` stands for any other key."""

    __slots__ = ("items", "rest")

    def __init__(self, items: dict[Any, Value], rest: Value | None = None) -> None:
        self.items = items
        self.rest = rest


class Layer(Value):
    """A module of PyTorch, or one call of its functional form.

    Attributes:
        name: full dotted name ("torch.nn.Linear").
        kind: "linear", "activation", "loss", "norm", "dropout", "keep", "pool", "sequence"…
        id: id of the activation or loss.
        args, options: what it was made with.
        items: the modules of a Sequential.
        module, node: where it was made.
    """

    __slots__ = ("args", "id", "items", "kind", "module", "name", "node", "options")

    def __init__(
        self,
        name: str,
        kind: str,
        id: str,
        args: list[Value],
        options: dict[str, Value],
        module: Module,
        node: ast.AST,
        items: Seq | None = None,
    ) -> None:
        self.name = name
        self.kind = kind
        self.id = id
        self.args = args
        self.options = options
        self.module = module
        self.node = node
        self.items = items

    @property
    def short(self) -> str:
        """The last part of its name."""
        return self.name.rpartition(".")[2]

    def argument(self, position: int, name: str) -> Value | None:
        """An argument by position or name."""
        if name in self.options:
            return self.options[name]
        return self.args[position] if position < len(self.args) else None

    def literal(self, position: int, name: str, default: Any = None) -> Any:
        """An argument that is a literal, else the default."""
        found = self.argument(position, name)
        return found.value if isinstance(found, Const) else default


class External(Value):
    """A name of a library that is not among the checked files."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name


class Class(Value):
    """A class of the checked files; `shallow` while its bases were looked up without following imports."""

    __slots__ = ("_behind", "attributes", "bases", "hints", "methods", "module", "node", "shallow")

    def __init__(self, node: ast.ClassDef, module: Module) -> None:
        self.node = node
        self.module = module
        self.bases: list[Value] | None = None
        self.shallow = False
        self.methods: dict[str, ast.FunctionDef | ast.AsyncFunctionDef] = {}
        self.attributes: dict[str, ast.expr] = {}
        self.hints: dict[str, ast.expr] = {}
        self._behind: list[Class] | None = None
        for item in node.body:
            if isinstance(item, (ast.FunctionDef, ast.AsyncFunctionDef)):
                self.methods[item.name] = item
            elif isinstance(item, ast.Assign):
                for target in item.targets:
                    if isinstance(target, ast.Name):
                        self.attributes[target.id] = item.value
            elif isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name):
                if item.value is not None:
                    self.attributes[item.target.id] = item.value
                else:
                    self.hints[item.target.id] = item.annotation


class Instance(Value):
    """An object of such a class; its `__init__` is read when it is first needed.

    Attributes:
        ready: `__init__` was read, or is being read.
        building: it is being read.
        number: the same for objects made alike and not changed since (see Summaries).
        base: what it inherits from a module of PyTorch.
        ways: the values that branches gave to an attribute, each with what the branch assumes.
        shallow: `__init__` was read without its imports, for a function that is looked at by itself.
    """

    __slots__ = ("args", "attributes", "base", "building", "cls", "number", "options", "ready", "shallow", "ways")

    def __init__(self, cls: Class, args: list[Value], options: dict[str, Value]) -> None:
        self.cls = cls
        self.args = args
        self.options = options
        self.attributes: dict[str, Value] = {}
        self.ways: dict[str, list[tuple[Any, Value]]] = {}
        self.ready = False
        self.building = False
        self.shallow = False
        self.number: int | None = None
        self.base: Layer | None = None


class Function(Value):
    """A function of the checked files, bound to `self` if it is a method."""

    __slots__ = ("closure", "cls", "module", "node", "self")

    def __init__(
        self,
        node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda,
        module: Module,
        closure: Any = None,
        self_value: Value | None = None,
        cls: Class | None = None,
    ) -> None:
        self.node = node
        self.module = module
        self.closure = closure
        self.self = self_value
        self.cls = cls


class Partial(Value):
    """functools.partial: a call with some arguments already given."""

    __slots__ = ("args", "function", "options")

    def __init__(self, function: Value, args: list[Value], options: dict[str, Value]) -> None:
        self.function = function
        self.args = args
        self.options = options


class Method(Value):
    """A method of a value that has no class of ours: tensor.softmax, list.append."""

    __slots__ = ("name", "owner")

    def __init__(self, owner: Value, name: str) -> None:
        self.owner = owner
        self.name = name


class Super(Value):
    """super(): methods behind a class in the order of an instance's classes."""

    __slots__ = ("cls", "self")

    def __init__(self, cls: Class | None, self_value: Value) -> None:
        self.cls = cls
        self.self = self_value


class Namespace(Value):
    """A module of the checked files, as `import models` binds it."""

    __slots__ = ("module",)

    def __init__(self, module: Module) -> None:
        self.module = module


class Position(Value):
    """The index of a loop; `last` in the pass that stands for its last turn."""

    __slots__ = ("last",)

    def __init__(self, last: bool) -> None:
        self.last = last


class Union(Value):
    """One of several values: branches that differ are joined, not guessed."""

    __slots__ = ("options",)

    def __init__(self, options: list[Value]) -> None:
        self.options = options


FunctionNode: TypeAlias = "ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda"
