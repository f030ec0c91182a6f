"""The state of one checking run: verdicts, findings, and the limits that keep it finite."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any, NamedTuple

from activadvise.checker.names import Module, Project
from activadvise.checker.summaries import Summaries
from activadvise.checker.values import Class, Flow, Instance, Layer, Tensor, Unknown, Value
from activadvise.meaning import Judge, Verdict, Vocabulary
from activadvise.meaning.findings import Severity

FUEL = 4000
SPARE = 20_000  # steps for reading what objects are made of, when there is no other fuel left
DEPTH = 16

Place = tuple[Module, ast.AST]
Question = tuple[Value, str]  # a value of which nothing is known, and the part of it that is asked


class Answer(NamedTuple):
    """The value asked is among these, or it is none of them."""

    among: bool
    values: frozenset[object]


Assumed = dict[Question, Answer]


class Frame:
    """The names of one function call.

    Attributes:
        returns, yields: what it returned and yielded so far.
        dead: no statement behind this point is reached.
        weak: inside a branch that may not be taken.
        doubt: inside or behind branches for other kinds of data than those that get here.
    """

    __slots__ = (
        "autocast", "cls", "dead", "doubt", "env", "module", "node", "parent", "returns", "run", "self_value", "weak",
        "yields",
    )  # fmt: skip

    def __init__(
        self,
        run: Run,
        module: Module,
        env: dict[str, Value],
        parent: Frame | None = None,
        self_value: Value | None = None,
        cls: Class | None = None,
        node: ast.AST | None = None,
    ) -> None:
        self.run = run
        self.module = module
        self.env = env
        self.parent = parent
        self.self_value = self_value
        self.cls = cls
        self.node = node
        self.returns: list[Value] = []
        self.yields: list[Value] = []
        self.dead = False
        self.weak = 0
        self.doubt = 0
        self.autocast: bool = parent.autocast if parent is not None else run.autocast


class Record:
    """A judged call of a loss, with the tensor that went in."""

    __slots__ = ("loss", "module", "node", "tensor", "verdict")

    def __init__(self, module: Module, node: ast.AST, loss: str, verdict: Verdict, tensor: Tensor | None) -> None:
        self.module = module
        self.node = node
        self.loss = loss
        self.verdict = verdict
        self.tensor = tensor


class Hit:
    """A finding of a structural check or of a sink, before it is written out."""

    __slots__ = ("code", "flow", "message", "module", "node", "severity")

    def __init__(
        self,
        code: str,
        module: Module,
        node: ast.AST,
        message: dict[str, Any],
        flow: Flow | None = None,
        severity: Severity | None = None,
    ) -> None:
        self.code = code
        self.module = module
        self.node = node
        self.message = message
        self.flow = flow
        self.severity = severity


class Run:
    """One run over a project."""

    def __init__(self, project: Project, vocabulary: Vocabulary, judge: Judge) -> None:
        self.project = project
        self.vocabulary = vocabulary
        self.judge = judge
        self.fuel = FUEL
        self.spare = SPARE
        self.depth = 0
        self.quiet = 0
        self.autocast = False
        self.assumed: Assumed = {}  # what the branches that are being followed assume
        self.sequences: list[Layer] = []
        self.deep = True
        self.records: list[Record] = []
        self.hits: list[Hit] = []
        self.reached: set[tuple[str, int, int]] = set()
        self.skimmed: set[tuple[str, int, int]] = set()  # read without following imports
        self.summaries = Summaries()
        self.building = 0
        self.generic: dict[tuple[str, int], Instance] = {}
        self.hidden: dict[str, str | None] = {}
        self.loads: dict[ast.AST, set[str]] = {}  # function → the names that it reads
        self.inplace: list[tuple[Frame, ast.Call, str]] = []
        self.on_choice: list[Callable[[Run, Tensor, list[Value], dict[str, Value], ast.AST, Frame], None]] = []
        self.on_log: list[Callable[[Run, Tensor, ast.AST, Frame], None]] = []
        self.on_apply: list[Callable[[Run, Layer, Tensor, ast.AST, Frame], None]] = []
        self.on_call: dict[str, list[Callable[[Run, str, ast.Call, list[Value], dict[str, Value], Frame], None]]] = {}
        self.on_sequence: list[Callable[[Run, Layer, ast.AST, Frame], None]] = []
        self.on_statement: list[Callable[[Run, ast.Expr, Value, Frame], None]] = []
        self.on_function: list[Callable[[Run, ast.AST, Frame], None]] = []
        self.on_made: list[Callable[[Run, Instance, ast.AST, Frame], None]] = []
        self.on_attribute: list[Callable[[Run, ast.Assign, ast.Attribute, Frame], None]] = []
        self.on_operator: list[Callable[[Run, ast.BinOp, Value, Value, Frame], None]] = []

    def judged(self, frame: Frame, node: ast.AST, loss: str, verdict: Verdict, tensor: Tensor | None) -> None:
        """Note a judged call."""
        self.records.append(Record(frame.module, node, loss, verdict, tensor))

    def hit(
        self,
        code: str,
        place: Place,
        message: dict[str, Any] | None = None,
        flow: Flow | None = None,
        severity: Severity | None = None,
    ) -> None:
        """Note a finding; silent while one of several alternatives is followed."""
        if not self.quiet:
            self.hits.append(Hit(code, place[0], place[1], message or {}, flow, severity))

    def missing(self, why: str) -> Unknown:
        """An unknown value with the reason why it is unknown."""
        return Unknown(why)
