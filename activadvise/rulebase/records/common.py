"""What every kind of entry has, and the vocabularies they share."""

from typing import Literal

import msgspec

Certainty = Literal["proven", "measured", "convention", "experts-differ", "unknown"]
Layout = Literal["vector", "sequence", "map", "nodes", "points"]
NormPlace = Literal["vector", "sequence", "map", "signal"]
Produces = Literal[
    "real",  # any value: the output is as unbounded as its input
    "non-negative",  # [0, ∞)
    "positive",  # (0, ∞)
    "bounded",  # a finite interval that is not [0, 1]
    "probability",  # each value in [0, 1] on its own, as after a sigmoid
    "distribution",  # probabilities that sum to one over a dim, as after a softmax
    "log-probability",  # log of a probability, as after a log-sigmoid
    "log-distribution",  # log of a distribution, as after a log-softmax
    "negative",  # (-∞, 0]
]
Expects = Literal[
    "logits",  # one real number per label; a sigmoid is inside the loss
    "class-logits",  # one real number per class; a softmax is inside the loss
    "probability",
    "distribution",
    "log-distribution",
    "real",
    "scores",  # real numbers of which only order and margin count
    "log-rate",
    "rate",
    "mean-variance",
    "distance",  # non-negative
    "embedding",
    "features",
    "positive",
]


class Record(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Part of an entry. Immutable; unknown fields are errors."""


class Entry(Record, frozen=True, kw_only=True):
    """What every entry has, whatever its kind.

    Attributes:
        id: the key of the entry in its YAML file; stable, used in JSON.
        name: how people write it ("Leaky ReLU").
        summary: one sentence that says what it is.
        aliases: other spellings; unique within a kind; case, `-`, `_`, space do not matter.
        words: phrases people use in free text; need not be unique.
        certainty: how sure the entry as a whole is.
        sources: ids from `sources`, each optionally followed by ": place in the source".
        notes: further facts, one sentence each.
    """

    id: str
    name: str
    summary: str
    sources: list[str]
    certainty: Certainty
    aliases: list[str] = []
    words: list[str] = []
    notes: list[str] = []


class Torch(Record, frozen=True, kw_only=True):
    """Where PyTorch has it: `module` is an expression such as `nn.LeakyReLU(0.01)`."""

    module: str | None = None
    functional: str | None = None
    since: str | None = None


class Case(Record, frozen=True, kw_only=True):
    """A test the entry brings: the options of a query and the first answer to it."""

    ask: dict[str, str | int | float | bool | list[float]] = {}
    answer: str


class Snippet(Record, frozen=True, kw_only=True):
    """Which template makes the code, and what its `#: if` lines see.

    `template` is a path below `rules/snippets`, such as `architectures/mlp.py`.
    """

    template: str
    flags: dict[str, str] = {}


class NumberSign(Record, frozen=True, kw_only=True):
    """A number that gives a cause away: a formula, over C = classes from..to if it has C."""

    value: str
    classes: list[int] = []
    means: str
