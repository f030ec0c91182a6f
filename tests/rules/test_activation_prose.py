"""Numbers that stand in sentences: each is computed here and must be what the entry says."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest
import torch
from torch import Tensor
from torch.nn import functional as F

from tests.rules.activation_reference import REFERENCE, Function, moments, slope
from tests.rules.test_activation_numbers import at, entry_of, slope_at


def text_of(name: str) -> str:
    entry = entry_of(name)
    parts = [*entry.pros, *entry.cons, *entry.pitfalls, *entry.notes, entry.use or "", entry.history or ""]
    return " ".join(" ".join(parts).split())


def gap(one: str, other: str) -> tuple[float, float]:
    """The largest distance between two functions, and where (on the left)."""
    x = torch.linspace(-6, 0, 600_001, dtype=torch.float64)
    distance = (REFERENCE[one](x) - REFERENCE[other](x)).abs()
    return float(distance.max()), -float(x[distance.argmax()])


def tanh_over_sigmoid(x: float) -> float:
    return slope_at("tanh", x) / slope_at("sigmoid", x)


def double_softmax_floor(classes: int) -> float:
    """Cross entropy of the logits (1, 0, …, 0), the best that a softmax can feed it."""
    logits = torch.zeros(1, classes, dtype=torch.float64)
    logits[0, 0] = 1.0
    return float(F.cross_entropy(logits, torch.zeros(1, dtype=torch.long)))


def random_slope_second() -> float:
    """E f² of RReLU in training: half of 1 + E a² for a ~ U(1/8, 1/3)."""
    low, high = 1 / 8, 1 / 3
    return 0.5 * (1 + (high**3 - low**3) / (3 * (high - low)))


def root(function: Callable[[float], float], low: float, high: float) -> float:
    """Where an increasing or decreasing function crosses zero, by bisection."""
    rising = function(high) > 0
    for _ in range(80):
        middle = (low + high) / 2
        low, high = (low, middle) if (function(middle) > 0) is rising else (middle, high)
    return low


def siren_length() -> float:
    """Variance q of the sine's argument: q = 2 E sin²(u) = 1 - exp(-2q)."""
    return root(lambda q: q - 1 + math.exp(-2 * q), 0.1, 2)


def sine_moments() -> tuple[float, float]:
    function: Function = torch.sin
    return moments(function)[1:]


Numbers = Callable[[], tuple[float, ...] | float]
CLAIMS: list[tuple[str, str, Numbers]] = [
    ("relu", "ReLU(-3) is {:.0f} and ReLU(3) is {:.0f}", lambda: (at("relu", -3), at("relu", 3))),
    ("relu", "mean {:.3f} for N(0, 1) inputs", lambda: moments(REFERENCE["relu"])[0]),
    ("relu6", "P(z > 6) is {:.0e}", lambda: 0.5 * math.erfc(6 / math.sqrt(2))),
    ("leaky_relu", "LeakyReLU(-3) is {:.2f}", lambda: at("leaky_relu", -3)),
    ("leaky_relu", "has E f² = {:.2f} and gain {:.5f}", lambda: (0.52, math.sqrt(2 / 1.04))),
    ("rrelu", "E f² is {:.6f} (gain {:.5f})", lambda: (random_slope_second(), random_slope_second() ** -0.5)),
    ("elu", "from ReLU's 0.399 down to {:.3f}", lambda: moments(REFERENCE["elu"])[0]),
    ("elu", "std {:.5f} / sqrt(fan_in)", lambda: moments(REFERENCE["elu"])[1] ** -0.5),
    ("elu", "{:.7f}, which is 1 / E f²", lambda: 1 / moments(REFERENCE["elu"])[1]),
    ("selu", "slope jumps at 0 from {:.3f} to {:.3f}", lambda: (slope_at("selu", -1e-9), slope_at("selu", 1e-9))),
    ("selu", "grow by {:.4f} per layer", lambda: moments(REFERENCE["selu"])[2]),
    ("selu", "dropout at 0.1 raises the variance to {:.2f}, at 0.5 to {:.2f}", lambda: (1 / 0.9, 1 / 0.5)),
    ("relu2", "overflows from an input of {:.0f} on", lambda: math.sqrt(2**16)),
    ("gelu", "GELU(1) = {:.4f} and GELU(-1) = {:.4f}", lambda: (at("gelu", 1), at("gelu", -1))),
    ("gelu", "the minimum {:.6f}", lambda: at("gelu", -0.751792)),
    ("silu", "the minimum {:.6f}", lambda: at("silu", -1.278465)),
    ("gelu_tanh", "its value at 1 is {:.4f}, the exact one {:.4f}", lambda: (at("gelu_tanh", 1), at("gelu", 1))),
    ("quick_gelu", "up to {:.4f} (near |x| = {:.2f})", lambda: gap("gelu", "quick_gelu")),
    ("silu", "Swish(2) = {:.4f} and Swish(-2) = {:.4f}", lambda: (at("silu", 2), at("silu", -2))),
    ("silu", "use gain {:.5f}", lambda: moments(REFERENCE["silu"])[1] ** -0.5),
    ("shifted_softplus", "({:.3f} instead of {:.3f})", lambda: means("shifted_softplus", "softplus")),
    ("shifted_softplus", "need the gain {:.4f}", lambda: moments(REFERENCE["shifted_softplus"])[1] ** -0.5),
    ("softplus", "softplus(0) = {:.4f} = ln 2", lambda: math.log(2)),
    ("softplus", "error of {:.1e} at most", lambda: math.log1p(math.exp(-20))),
    ("squareplus", "({:.3f} for N(0, 1) inputs)", lambda: moments(REFERENCE["squareplus"])[0]),
    ("exponential", "at {:.1f} in float32 and {:.1f} in float16", lambda: overflow_of_exp()),
    ("mish", "from {:.1f} on in float32 and from {:.1f} in float16", lambda: overflow_of_exp()),
    ("sigmoid", "σ(0) = {:.1f} and σ(5) = {:.4f}", lambda: (at("sigmoid", 0), at("sigmoid", 5))),
    ("sigmoid", "stay in (0.5, {:.3f})", lambda: at("sigmoid", 1)),
    ("sigmoid", "{:.4f} for target 1 and {:.4f} for target 0", lambda: (-at("logsigmoid", 1), math.log(2))),
    ("sigmoid", "(|x| > {:.1f})", lambda: math.log(0.99 / 0.01)),
    ("tanh", "(|x| > {:.2f})", lambda: math.atanh(0.99)),
    ("tanh", "{:.2f} at x = 1, 1 at x = 1.663", lambda: tanh_over_sigmoid(1)),
    ("tanh", "and {:.3f} at x = 3", lambda: tanh_over_sigmoid(3)),
    ("softsign", "at x = 10 is {:.4f} where tanh has {:.0e}", lambda: (slope_at("softsign", 10), tanh_tail(10))),
    ("logsigmoid", "(mean {:.3f})", lambda: moments(REFERENCE["logsigmoid"])[0]),
    ("sine", "E f² is {:.6f} and E f'² {:.6f}", sine_moments),
    ("sine", "a variance of {:.3f}, not 1", siren_length),
    ("sine", "the squared gradient by {:.3f}", lambda: 1 + math.exp(-2 * siren_length())),
    ("softmax", "({:.4f} for 2 classes, ", lambda: double_softmax_floor(2)),
    ("softmax", "{:.4f} for 10, {:.4f} for 1000)", lambda: (double_softmax_floor(10), double_softmax_floor(1000))),
    ("softmax", "({:.3f}, {:.3f}, {:.3f})", lambda: tuple(torch.tensor([2.0, 1.0, 0.1]).softmax(-1).tolist())),
]


def means(*names: str) -> tuple[float, ...]:
    return tuple(moments(REFERENCE[name])[0] for name in names)


def overflow_of_exp() -> tuple[float, float]:
    return math.log(torch.finfo(torch.float32).max), math.log(torch.finfo(torch.float16).max)


def tanh_tail(x: float) -> float:
    return 1 / math.cosh(x) ** 2


@pytest.mark.parametrize(("name", "sentence", "numbers"), CLAIMS, ids=[f"{c[0]}-{c[1][:24]}" for c in CLAIMS])
def test_number_in_a_sentence(name: str, sentence: str, numbers: Numbers) -> None:
    found = numbers()
    values = found if isinstance(found, tuple) else (found,)
    said = sentence.format(*values).replace("e-0", "e-")
    assert said in text_of(name), said


def test_gap_between_the_two_forms_of_gelu() -> None:
    distance, where = gap("gelu", "gelu_tanh")
    assert f"at most {1e4 * distance:.2f}e-4, near |x| = {where:.2f}" in text_of("gelu")
    assert f"up to {1e4 * distance:.2f}e-4" in text_of("gelu_tanh")


def test_equal_slopes_of_tanh_and_sigmoid() -> None:
    assert root(lambda x: tanh_over_sigmoid(x) - 1, 0.5, 3) == pytest.approx(1.663, abs=5e-4)


def test_ten_sigmoids() -> None:
    assert f"{0.25**10:.2e}".replace("e-0", "e-") in text_of("sigmoid")


def test_telu_is_close_to_the_identity() -> None:
    assert all(abs(at("telu", x) - x) < 0.01 * x for x in (1.0, 1.5, 2.0, 4.0))
    assert "within 1 % from x = 1 on" in text_of("telu")


def test_quick_gelu_is_a_scaled_silu() -> None:
    x = torch.linspace(-8, 8, 101, dtype=torch.float64)
    scaled: Tensor = REFERENCE["silu"](1.702 * x) / 1.702
    assert torch.allclose(REFERENCE["quick_gelu"](x), scaled)
    assert "SiLU(1.702·x) / 1.702" in text_of("quick_gelu")


def test_hand_written_forms_overflow() -> None:
    """The NaN gradients of log(1 + eˣ) and tanh(eˣ) that entries warn of."""
    x = torch.tensor([88.0, 89.0])
    for function in (lambda x: x * torch.tanh(torch.log(1 + x.exp())), lambda x: x * torch.tanh(x.exp())):
        assert slope(function, x).isnan().tolist() == [False, True]
