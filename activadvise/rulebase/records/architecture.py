"""Architectures and what is picked for them."""

from activadvise.rulebase.records.common import Case, Entry, Layout, Record, Snippet


class Pick(Record, frozen=True, kw_only=True):
    """A ranked hidden activation of an architecture; `torch` where its module needs arguments.

    `why_under`: norm -> the reason under that norm, where `why` speaks of the architecture's own.
    """

    activation: str
    torch: str | None = None
    when: str
    why: str
    why_under: dict[str, str] = {}


class Avoid(Record, frozen=True, kw_only=True):
    """An activation that does not belong there, and the mechanism."""

    activation: str
    why: str


class Fixed(Record, frozen=True, kw_only=True):
    """A part that must not be changed."""

    what: str
    why: str


class Split(Record, frozen=True, kw_only=True):
    """A narrower architecture below an umbrella entry."""

    architecture: str
    note: str


class Placement(Record, frozen=True, kw_only=True):
    """Normalization: which one and where it goes; `offered` ones fit the template too."""

    use: str
    where: str
    offered: list[str] = []

    @property
    def norms(self) -> list[str]:
        """Every norm that the architecture's program has a place for, its own first."""
        return list(dict.fromkeys([self.use, *self.offered]))


class InitChoice(Record, frozen=True, kw_only=True):
    """Init of an architecture; `use` None means: the init of the activation."""

    use: str | None = None
    note: str


class Practice(Record, frozen=True, kw_only=True):
    """Which published models count: families of `published_models.csv`, from a year on."""

    families: list[str]
    since: int | None = None
    domains: list[str] = []


class Architecture(Entry, frozen=True, kw_only=True):
    """An architecture, or a part of one with a choice of its own (a gate, a latent).

    Attributes:
        picks: ranked; the first is the answer.
        layouts: what features the snippet's backbone can give a task's head.
        task: id of the task whose output the snippet shows when none is asked for;
            None when the template is a complete program of its own.
        models: names of published models that mean this architecture.
        common: stands at the top of the decision table.
        trial: the built-in data set of `compare` that the snippet's model learns; None when it learns none of them.
    """

    domain: str
    picks: list[Pick]
    avoid: list[Avoid] = []
    fixed: list[Fixed] = []
    split: list[Split] = []
    norm: Placement
    init: InitChoice
    practice: Practice | None = None
    snippet: Snippet
    layouts: list[Layout] = []
    task: str | None = None
    models: list[str] = []
    common: bool = False
    trial: str | None = None
    cases: list[Case]
