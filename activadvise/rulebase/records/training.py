"""Inits, norms, modifiers, symptoms."""

from typing import Literal

from activadvise.rulebase.records.common import Case, Entry, NormPlace, NumberSign, Record


class Init(Entry, frozen=True, kw_only=True):
    """An initialization: the call, the gain, when it fits.

    `gain_of` says what an activation's gain keeps at one: E z², or the variance of z (for
    weights whose rows have mean zero).
    """

    call: str
    formula: str
    gain: str | None = None
    gain_of: Literal["second-moment", "variance"] = "second-moment"
    when: str
    avoid_when: str | None = None
    snippet: str | None = None


class Norm(Entry, frozen=True, kw_only=True):
    """A normalization layer; `code` maps a layout to an expression with `{n}` features."""

    code: dict[NormPlace, str] = {}
    where: str
    when: str
    effect: str


class Effect(Record, frozen=True, kw_only=True):
    """What a modifier does to a pick.

    Attributes:
        architectures: ids it is limited to; empty means all.
        picks: activation ids it replaces; empty means any.
        pick: the activation instead, None for advice without a change.
        needs: "offered" fires only where the architecture ranks `pick`; "any" everywhere.
        norms: norm ids it is limited to; empty means any.
        norm, init: ids that replace those of the architecture.
    """

    architectures: list[str] = []
    picks: list[str] = []
    pick: str | None = None
    needs: Literal["offered", "any"] = "any"
    norms: list[str] = []
    norm: str | None = None
    init: str | None = None
    why: str


class Modifier(Entry, frozen=True, kw_only=True):
    """A value of --goal, --deploy, --norm, --depth, --scale or --pretrained.

    The first effect whose conditions hold fires. For `depth`, `at_least` gives the number
    of layers from which it applies.
    """

    option: Literal["goal", "deploy", "norm", "depth", "scale", "pretrained"]
    at_least: int | None = None
    effects: list[Effect]
    cases: list[Case] = []


class Cause(Record, frozen=True, kw_only=True):
    """A cause, the check that proves it, and the fixes in the order to try them."""

    what: str
    why: str
    check: str
    fixes: list[str]


class Symptom(Entry, frozen=True, kw_only=True):
    """What goes wrong; `errors` are regular expressions over messages and tracebacks."""

    errors: list[str] = []
    numbers: list[NumberSign] = []
    causes: list[Cause]
    thresholds: dict[str, float] = {}
    cases: list[str]
