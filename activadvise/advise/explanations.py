"""What `explain` returns. Annotations are not postponed, as in `answers`."""

from activadvise.advise.answers import Answer, Cited, Part
from activadvise.rulebase.records import Certainty


class Fact(Part, frozen=True, kw_only=True):
    """One line of an explanation."""

    label: str
    text: str


class Group(Part, frozen=True, kw_only=True):
    """A titled list in an explanation."""

    title: str
    items: list[str]


class Curve(Part, frozen=True, kw_only=True):
    """What a picture is drawn from: a formula in the formula language, its parameters."""

    name: str
    formula: str
    parameters: dict[str, float] = {}


class Explanation(Part, frozen=True, kw_only=True):
    """Everything the rule base knows about one entry, in the order to read it."""

    kind: str
    id: str
    name: str
    summary: str
    aliases: list[str] = []
    facts: list[Fact] = []
    groups: list[Group] = []
    plot: Curve | None = None
    certainty: Certainty | None = None
    notes: list[str] = []
    sources: list[Cited] = []


class Explanations(Answer, frozen=True, kw_only=True):
    """One explanation per asked name and kind."""

    entries: list[Explanation]
