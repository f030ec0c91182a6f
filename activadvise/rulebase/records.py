"""The typed records of the rule base: one class per kind of entry.

msgspec checks every YAML value against these annotations, writes the JSON Schema that
editors use, and reads the compiled rule base back in a few milliseconds. A field that is
not listed here is refused, so a typing error in a rule file can never pass in silence.

Annotations are evaluated here, not postponed: msgspec needs them at every start, and compiling
them from text would cost it ten milliseconds.
"""

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


class Range(Record, frozen=True, kw_only=True):
    """The exact range of the outputs; `*_at` is the argument where the bound is attained."""

    low: float
    high: float
    low_attained: bool = False
    high_attained: bool = False
    low_at: float | None = None
    high_at: float | None = None


class Saturation(Record, frozen=True, kw_only=True):
    """Whether the derivative vanishes to the left and to the right."""

    left: Literal["exact", "asymptotic", "no"]
    right: Literal["exact", "asymptotic", "no"]


class Moments(Record, frozen=True, kw_only=True):
    """For z ~ N(0, 1): E f(z), E f(z)², E f'(z)²."""

    mean: float
    second: float
    slope_second: float


class CriticalPair(Record, frozen=True, kw_only=True):
    """Edge-of-chaos initialization of a deep plain stack (Poole 2016, Schoenholz 2017).

    `weight_variance` is σ_w² (weights have variance σ_w² / fan_in), `bias_variance` is σ_b²,
    `length` the variance q* of the pre-activations at the fixed point.
    """

    weight_variance: float
    bias_variance: float
    length: float = 1.0
    kind: Literal["any-length", "stable", "half-stable"]
    sources: list[str] = []


class Cost(Record, frozen=True, kw_only=True):
    """Measured cost; times in nanoseconds per element, ratios relative to ReLU."""

    forward_ns: float | None = None
    backward_ns: float | None = None
    ratio: float
    bf16_ratio: float | None = None
    saves: str
    saved_bytes: int | None = None
    inplace_saves_memory: bool | None = None


class ZeroGradient(Record, frozen=True, kw_only=True):
    """Beyond which input the gradient is exactly zero in a format (None: never)."""

    format: Literal["fp32", "fp16", "bf16"]
    left: float | None = None
    right: float | None = None


class Activation(Entry, frozen=True, kw_only=True):
    """An activation function.

    Attributes:
        kind: elementwise f(x); gated act(a)·b; vector (over a dim, softmax); layer.
        formula: in the formula language, of `x` and the `parameters`; None for vector/layer.
        derivative: in the formula language; tested against automatic differentiation.
        text: the formula as people write it.
        gate: id of the activation of the gate, for `gated`; `value`: that of the other branch.
        parameters: defaults of the formula's names; `learnable` lists those that train.
        produces: what its output means, an id of the meaning vocabulary.
        gain: weights std = gain / sqrt(fan_in) keep E z² = 1, that is 1 / sqrt(E f²).
        init: id in `inits` for a plain hidden layer.
    """

    kind: Literal["elementwise", "gated", "vector", "layer"] = "elementwise"
    text: str | None = None
    formula: str | None = None
    derivative: str | None = None
    derivative_text: str | None = None
    gate: str | None = None
    value: str | None = None
    parameters: dict[str, float] = {}
    learnable: list[str] = []
    torch: Torch = Torch()
    range: Range | None = None
    f0: float | None = None
    lipschitz: float | None = None
    lipschitz_at: float | None = None
    smoothness: Literal["discontinuous", "continuous", "C1", "C2", "smooth", "analytic"] | None = None
    monotone: Literal["strict", "weak", "no"] | None = None
    zero_centered: bool | None = None
    saturates: Saturation | None = None
    dies: bool | None = None
    sparse: bool | None = None
    produces: Produces = "real"
    moments: Moments | None = None
    gain: float | None = None
    init: str | None = None
    critical: CriticalPair | None = None
    cost: Cost | None = None
    zero_gradient: list[ZeroGradient] = []
    calculate_gain: str | None = None
    pros: list[str] = []
    cons: list[str] = []
    pitfalls: list[str] = []
    use: str | None = None
    history: str | None = None


class Pick(Record, frozen=True, kw_only=True):
    """A ranked hidden activation of an architecture; `torch` where its module needs arguments."""

    activation: str
    torch: str | None = None
    when: str
    why: str


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


class InitChoice(Record, frozen=True, kw_only=True):
    """Init of an architecture; `use` None means: the init of the activation."""

    use: str | None = None
    note: str


class Practice(Record, frozen=True, kw_only=True):
    """Which published models count: families of `published_models.csv`, from a year on."""

    families: list[str]
    since: int | None = None
    domains: list[str] = []


class Snippet(Record, frozen=True, kw_only=True):
    """Which template makes the code, and what its `#: if` lines see.

    `template` is a path below `rules/snippets`, such as `architectures/mlp.py`.
    """

    template: str
    flags: dict[str, str] = {}


class Case(Record, frozen=True, kw_only=True):
    """A test the entry brings: the options of a query and the first answer to it."""

    ask: dict[str, str | int | float | bool | list[float]] = {}
    answer: str


class Architecture(Entry, frozen=True, kw_only=True):
    """An architecture, or a part of one with a choice of its own (a gate, a latent).

    Attributes:
        picks: ranked; the first is the answer.
        layouts: what features the snippet's backbone can give a task's head.
        task: id of the task whose output the snippet shows when none is asked for;
            None when the template is a complete program of its own.
        models: names of published models that mean this architecture.
        common: stands at the top of the decision table.
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
    cases: list[Case]


class LossChoice(Record, frozen=True, kw_only=True):
    """A loss of a task; `code` is the expression that makes it."""

    loss: str
    code: str
    when: str


class Target(Record, frozen=True, kw_only=True):
    """What the loss compares with."""

    dtype: str
    shape: str
    values: str


class Mistake(Record, frozen=True, kw_only=True):
    """A common mistake; `shows` says how it is seen in numbers; `floor` is a formula."""

    what: str
    shows: str
    floor: str | None = None


class Condition(Record, frozen=True, kw_only=True):
    """When a variant of a task applies. Every field that is set must hold."""

    loss: str | None = None
    range: list[float] | Literal["any", "half"] | None = None
    positive: bool | None = None
    imbalanced: bool | None = None
    classes: int | None = None


class Variant(Record, frozen=True, kw_only=True):
    """What a condition changes in a task's answer; fields left out stay as they are."""

    when: Condition
    why: str
    activation: str | None = None
    layer: str | None = None
    forward: str | None = None
    losses: list[LossChoice] | None = None
    target: Target | None = None
    inference: str | None = None
    decision: str | None = None
    mistakes: list[Mistake] | None = None
    flags: dict[str, str] = {}


class Task(Entry, frozen=True, kw_only=True):
    """A task: the whole chain from the last layer to the decision.

    Attributes:
        activation: id of the activation that `forward` ends with (identity for logits).
        layout: what the head reads; None when the template is a program of its own.
        host: id of the architecture whose backbone carries the head in `output`'s snippet.
        common: stands at the top of the decision table.
    """

    domain: str
    activation: str
    layer: str
    forward: str
    losses: list[LossChoice]
    target: Target
    inference: str
    decision: str
    mistakes: list[Mistake]
    variants: list[Variant] = []
    snippet: Snippet
    layout: Layout | None = None
    host: str | None = None
    common: bool = False
    cases: list[Case]


class Loss(Entry, frozen=True, kw_only=True):
    """A loss: what it expects, of which target, and the safer alternative."""

    torch: Torch = Torch()
    text: str | None = None
    expects: Expects
    expects_text: str
    target: Target
    target_means: str | None = None
    reductions: list[str] = msgspec.field(default_factory=lambda: ["mean", "sum", "none"])
    inference: str
    mistakes: list[Mistake] = []
    stable_alternative: str | None = None
    when: str
    snippet: str | None = None


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


class NumberSign(Record, frozen=True, kw_only=True):
    """A number that gives a cause away: a formula, over C = classes from..to if it has C."""

    value: str
    classes: list[int] = []
    means: str


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
        message: the finding in one sentence; {value}, {loss}, {layer}… are filled in.
        matches: for a mismatch of meaning, when it holds; any of them is enough.
        sinks: calls beside the losses that `matches` is about.
        bad, good: the shortest program that it finds, and its correct twin.
        more_bad, more_good: further programs, each with why.
        fixable: whether `check --fix` or `--unsafe-fixes` can mend it.
    """

    severity: Literal["error", "warning", "hint"]
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
