"""What the advice functions return. JSON is these classes, field by field.

Annotations are evaluated here, not postponed: msgspec needs them at every start, and compiling
them from text would cost it ten milliseconds.
"""

from typing import Any

import msgspec

from activadvise.rulebase.records import Certainty, Target

SCHEMA_VERSION = 1


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """A piece of an answer; immutable."""


class Named(Part, frozen=True, kw_only=True):
    """An entry of the rule base: its stable id and the name people write."""

    id: str
    name: str


class Choice(Named, frozen=True, kw_only=True):
    """An activation that is advised; `torch` is the expression that makes it."""

    torch: str | None
    why: str
    when: str | None = None
    formula: str | None = None


class Against(Named, frozen=True, kw_only=True):
    """An activation that is advised against, and the mechanism."""

    why: str


class Kept(Part, frozen=True, kw_only=True):
    """A part that must not be changed."""

    what: str
    why: str


class Fired(Part, frozen=True, kw_only=True):
    """A rule that an option triggered: what it said and what it changed."""

    option: str
    value: str
    rule: str
    why: str
    changes: str | None = None


class Asked(Named, frozen=True, kw_only=True):
    """The activation of `--activation`, with what speaks for and against it here."""

    torch: str | None
    speaks_for: list[str]
    speaks_against: list[str]
    verdict: str


class Narrower(Named, frozen=True, kw_only=True):
    """A narrower architecture and its own pick."""

    pick: str
    note: str


class InitAdvice(Named, frozen=True, kw_only=True):
    """The init of an architecture."""

    call: str
    note: str


class NormAdvice(Named, frozen=True, kw_only=True):
    """The normalization and where it goes."""

    where: str


class Share(Named, frozen=True, kw_only=True):
    """How many of the counted published models use an activation; no share under n = 8."""

    count: int
    share: float | None


class PracticeAdvice(Part, frozen=True, kw_only=True):
    """What published models use, counted from `published_models.csv`."""

    statement: str
    n: int
    since: int | None
    families: list[str]
    shares: list[Share]


class PublishedModel(Part, frozen=True, kw_only=True):
    """A published model that the query named."""

    model: str
    library: str
    year: int | None
    family: str
    activation: str
    norm: str
    where: str


class Cited(Part, frozen=True, kw_only=True):
    """A source as it is shown."""

    id: str
    title: str
    year: int | None = None
    place: str | None = None
    url: str | None = None


class Answer(Part, frozen=True, kw_only=True):
    """What every answer has."""

    schema_version: int = SCHEMA_VERSION
    query: dict[str, Any]
    understood: list[str] = []

    def to_dict(self) -> dict[str, Any]:
        """The answer as plain data, the same as `--format json` prints."""
        data: dict[str, Any] = msgspec.to_builtins(self)
        return data


class LossAdvice(Named, frozen=True, kw_only=True):
    """A loss of a task; `torch` is the expression that makes it."""

    torch: str
    when: str


class MistakeAdvice(Part, frozen=True, kw_only=True):
    """A common mistake, how it shows, and the number that gives it away."""

    what: str
    shows: str
    number: str | None = None


class Output(Answer, frozen=True, kw_only=True):
    """The whole chain of a task: layer, loss, target, inference, decision."""

    task: Named
    summary: str
    fired: list[Fired] = []
    layer: str
    forward: str
    loss: list[LossAdvice]
    target: Target
    inference: str
    decision: str
    mistakes: list[MistakeAdvice]
    certainty: Certainty
    notes: list[str] = []
    sources: list[Cited] = []
    code: str = ""


class Recommendation(Answer, frozen=True, kw_only=True):
    """Which hidden activation an architecture should use, and everything around it."""

    architecture: Named
    summary: str
    pick: Choice
    asked: Asked | None = None
    fired: list[Fired] = []
    alternatives: list[Choice] = []
    avoid: list[Against] = []
    fixed: list[Kept] = []
    split: list[Narrower] = []
    init: InitAdvice
    norm: NormAdvice
    practice: PracticeAdvice | None = None
    models: list[PublishedModel] = []
    output: Output | None = None
    certainty: Certainty
    notes: list[str] = []
    sources: list[Cited] = []
    compare: str
    code: str = ""


class Row(Part, frozen=True, kw_only=True):
    """A row of a decision table or of a list; keys are the column titles."""

    cells: dict[str, str]


class Table(Answer, frozen=True, kw_only=True):
    """A decision table, or the entries of a kind."""

    title: str
    hint: str | None = None
    columns: list[str]
    rows: list[dict[str, str]]


class Gain(Part, frozen=True, kw_only=True):
    """A gain and where it comes from."""

    value: float
    origin: str


class Critical(Part, frozen=True, kw_only=True):
    """The critical pair of a deep plain stack."""

    weight_variance: float
    bias_variance: float
    length: float
    kind: str
    text: str


class Initialization(Answer, frozen=True, kw_only=True):
    """How to initialize the layers before an activation.

    `gain` keeps E z² = 1 exactly; `call_gain` says what the call itself uses.
    """

    activation: Named
    init: InitAdvice
    formula: str
    gain: Gain | None
    call_gain: str = ""
    pytorch_default: str
    calculate_gain: str
    critical: Critical | None = None
    when: str
    notes: list[str] = []
    certainty: Certainty
    sources: list[Cited] = []
    code: str = ""


class CauseAdvice(Part, frozen=True, kw_only=True):
    """A cause, the check that proves it, and the fixes in the order to try them."""

    what: str
    why: str
    check: str
    fixes: list[str]


class SymptomAdvice(Named, frozen=True, kw_only=True):
    """A recognized symptom; `because` says which words, number or message led to it."""

    summary: str
    because: str
    causes: list[CauseAdvice]
    notes: list[str] = []
    certainty: Certainty
    sources: list[Cited] = []


class Diagnosis(Answer, frozen=True, kw_only=True):
    """The recognized symptoms, most likely first."""

    symptoms: list[SymptomAdvice]
