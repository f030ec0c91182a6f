"""Checks, sources, and what published models use."""

from typing import Literal

from activadvise.rulebase.records.common import Entry, Expects, Record


class Mismatch(Record, frozen=True, kw_only=True):
    """When a value does not fit what reads it. Every field that is set must hold.

    Attributes:
        expects: what the loss expects of its input; or name `losses` themselves.
        argument: which argument of the loss the condition is about.
        given: what the value is: a meaning some activation produces, `raw` (straight out of
            a linear layer) or `clipped` (real, but cut off below by its activation).
        by: activations that made it; empty means any.
        options: options of the loss as they must be, defaults included.
        features: how many units the last layer has.
        dim: over which dim a distribution was taken, compared with the class dim.
        under: a context around the call, such as autocast.
    """

    expects: list[Expects] = []
    losses: list[str] = []
    argument: Literal["input", "target"] = "input"
    given: list[str] = []
    by: list[str] = []
    options: dict[str, bool] = {}
    features: int | None = None
    dim: Literal["class", "batch", "other", "none"] | None = None
    under: Literal["autocast"] | None = None


class Sink(Record, frozen=True, kw_only=True):
    """A call that is no loss and yet expects a meaning: a sampler, a distribution."""

    call: str
    argument: str
    position: int | None = None
    expects: Expects
    name: str


class Program(Record, frozen=True, kw_only=True):
    """A program a check is tested on, beyond `bad` and `good`; `why` it is found or not."""

    code: str
    why: str


class Check(Entry, frozen=True, kw_only=True):
    """A check of the static checker and of the audit: its text stands only here.

    Attributes:
        where: `source` where reading the code can tell (what a value means, the audit tells too);
            `run` where only a run knows: shapes, targets, the course of the loss.
        message: the finding in one sentence; {value}, {loss}, {layer}… are filled in.
        matches: for a mismatch of meaning, when it holds; any of them is enough.
        sinks: calls beside the losses that `matches` is about.
        bad, good: the shortest program that it finds, and its correct twin.
        more_bad, more_good: further programs, each with why.
        fixable: whether `check --fix` or `--unsafe-fixes` can mend it.
    """

    severity: Literal["error", "warning", "hint"]
    where: Literal["source", "run"] = "source"
    message: str
    why: str
    number: str | None = None
    matches: list[Mismatch] = []
    sinks: list[Sink] = []
    bad: str
    good: str
    fix: str
    fixable: Literal["no", "safe", "unsafe"] = "no"
    more_bad: list[Program] = []
    more_good: list[Program] = []


class Source(Record, frozen=True, kw_only=True):
    """A source; `url` may be an arXiv address, a DOI or a documentation page."""

    id: str
    title: str
    kind: Literal["paper", "book", "docs", "code", "issue", "document", "measurement"]
    year: int | None = None
    authors: str | None = None
    url: str | None = None
    notes: str | None = None
    aliases: list[str] = []

    @property
    def name(self) -> str:
        """Its title: sources are found and shown like every other entry."""
        return self.title


class Model(Record, frozen=True, kw_only=True):
    """A published model and the activation that was read off its code."""

    id: str
    library: str
    version: str
    model: str
    year: int | None
    domain: str
    family: str
    activation: str
    gated: bool
    norm: str
    where: str
    evidence: str
