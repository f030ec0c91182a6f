"""Activation functions."""

from typing import Literal

from activadvise.rulebase.records.common import Entry, Produces, Record, Torch


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

    @property
    def slope_parameter(self) -> str | None:
        """The parameter that is the slope on the left, for Leaky ReLU and its kin."""
        return next((name for name in ("negative_slope", "a") if name in self.parameters), None)

    @property
    def slope(self) -> float:
        """The slope on the left, 0 for functions without such a parameter."""
        return self.parameters[self.slope_parameter] if self.slope_parameter else 0.0
