"""signal against analytic values, the rule base's numbers and published constants."""

from __future__ import annotations

import math

import pytest
import torch
from torch import Tensor, nn

from activadvise.errors import ActivadviseError
from activadvise.live import signal
from activadvise.live.functions import cutoffs, function
from activadvise.live.thresholds import slope_share
from activadvise.rulebase import load

BASE = load()
WITH_MOMENTS = [entry.id for entry in BASE.activations.values() if entry.formula and entry.moments]
WITH_PAIRS = [entry.id for entry in BASE.activations.values() if entry.formula and entry.critical]

# Published constants (deepmind-research nfnets/base.py), Monte-Carlo estimates of 1/std f(z).
NFNETS = {
    "relu": 1.7139588594436646, "gelu_tanh": 1.7015043497085571, "silu": 1.7881293296813965, "elu": 1.2716004848480225,
    "tanh": 1.5939117670059204, "sigmoid": 4.803835391998291, "selu": 1.0008515119552612,
    "softplus": 1.9203323125839233, "leaky_relu": 1.70590341091156, "softsign": 2.338853120803833,
}  # fmt: skip


@pytest.mark.parametrize("name", WITH_MOMENTS)
def test_moments_are_those_of_the_rule_base(name: str) -> None:
    stated, found = BASE.activations[name].moments, signal.moments(name)
    assert stated is not None
    for field in ("mean", "second", "slope_second"):
        assert getattr(found, field) == pytest.approx(getattr(stated, field), rel=1e-5, abs=1e-5)


@pytest.mark.parametrize("name", WITH_PAIRS)
def test_critical_pairs_are_those_of_the_rule_base(name: str) -> None:
    stated, found = BASE.activations[name].critical, signal.critical_pair(name)
    assert stated is not None and found is not None
    assert found.kind == stated.kind
    assert found.weight_variance == pytest.approx(stated.weight_variance, abs=1e-4)
    assert found.bias_variance == pytest.approx(stated.bias_variance, abs=1e-4)
    assert found.length == pytest.approx(stated.length, rel=1e-4)


@pytest.mark.parametrize("name", NFNETS)
def test_published_monte_carlo_constants(name: str) -> None:
    """The published ones differ: they are estimates, 0.01 to 0.12 % above the exact values."""
    exact = signal.moments(name).variance ** -0.5
    assert exact == pytest.approx(NFNETS[name], rel=2e-3)


def test_published_exact_constants() -> None:
    """SIREN's ELU gain, DKS's Leaky ReLU scale, the half-stable points of Roberts, Yaida and Hanin, NFNets' GLU."""
    assert signal.gain("elu") ** 2 == pytest.approx(1.5505188080679277, rel=1e-7)
    assert signal.gain("where(x > 0, x, 0.62918 * x)") == pytest.approx(1.196996549778802, rel=1e-7)
    for name, weight, bias in (("gelu", 1.98305826, 0.17292239), ("silu", 1.98800468, 0.55514317)):
        pair = signal.critical_pair(name)
        assert pair is not None and pair.kind == "half-stable"
        assert pair.weight_variance == pytest.approx(weight, abs=1e-7)
        assert pair.bias_variance == pytest.approx(bias, abs=1e-7)
    assert signal.moments("sigmoid").second ** -0.5 == pytest.approx(1.8484294414520264, rel=2e-3)  # z1 sigmoid(z2)


def test_analytic_values() -> None:
    assert signal.gain("relu") == pytest.approx(math.sqrt(2), abs=1e-9)
    assert signal.moments("x").second == pytest.approx(1, abs=1e-9)
    assert signal.moments("x ** 2").second == pytest.approx(3, abs=1e-8)
    assert signal.moments("sin(x)").second == pytest.approx((1 - math.exp(-2)) / 2, abs=1e-9)
    assert signal.moments("exp(x)").mean == pytest.approx(math.exp(0.5), abs=1e-8)
    erf = signal.moments("erf(x)").second  # Williams 1997: (2/π) asin(2q/(1+2q))
    assert erf == pytest.approx(2 / math.pi * math.asin(2 / 3), abs=1e-8)
    gelu = 1 / 3 + 1 / (2 * math.pi * math.sqrt(3))
    assert signal.moments("gelu").second == pytest.approx(gelu, abs=1e-8)


@pytest.mark.parametrize("c", [-0.9, 0.0, 0.3, 0.95, 1.0])
def test_correlation_map_of_relu_and_erf(c: float) -> None:
    """The arc-cosine kernel (Cho and Saul 2009) and the arc-sine kernel (Williams 1997)."""
    relu = (math.sqrt(1 - c * c) + c * (math.pi - math.acos(c))) / math.pi
    assert signal.correlation_map("relu", c, 1.0, 2.0) == pytest.approx(relu, abs=1e-4)
    erf = math.asin(2 * c / 3) / math.asin(2 / 3)
    assert signal.correlation_map("erf(x)", c, 1.0, 1.0) == pytest.approx(erf, abs=1e-4)


def test_a_users_own_callable_and_kinks_anywhere() -> None:
    def own(x: Tensor) -> Tensor:
        return torch.relu(x - 0.12345)

    shift = 0.12345
    density = math.exp(-shift * shift / 2) / math.sqrt(2 * math.pi)
    tail = 0.5 * math.erfc(shift / math.sqrt(2))
    assert signal.moments(own).mean == pytest.approx(density - shift * tail, abs=1e-8)
    assert signal.moments(own).slope_second == pytest.approx(tail, abs=1e-8)
    assert signal.gain(nn.SiLU()) == pytest.approx(signal.gain("silu"), abs=1e-8)


def test_length_map_and_fixed_points() -> None:
    pair = signal.critical_pair("tanh")
    assert pair is not None
    assert signal.length_map("tanh", 1.0, pair.weight_variance, pair.bias_variance) == pytest.approx(1.0, abs=1e-8)
    first, parallel = signal.slopes("tanh", 1.0, pair.weight_variance)
    assert first == pytest.approx(1.0, abs=1e-8) and parallel == pytest.approx(0.391, abs=1e-3)


def test_propagation_of_tanh_with_plain_he() -> None:
    """50 layers of tanh at its He gain multiply the gradient by about 59."""
    found = signal.propagate("tanh", 50, signal.gain("tanh") ** 2)
    assert found.variance_ratio == pytest.approx(1.0, abs=1e-6)
    assert found.gradient_ratio == pytest.approx(59.8, rel=0.15)


def test_no_pair_where_theory_knows_none() -> None:
    assert signal.critical_pair("sigmoid") is None
    assert signal.critical_pair("softplus") is None


def test_unknown_names_and_functions_over_a_dim() -> None:
    with pytest.raises(ActivadviseError):
        signal.gain("rellu")
    with pytest.raises(ActivadviseError):
        signal.gain("softmax")
    with pytest.raises(ActivadviseError):
        signal.gain(lambda x: x.sum())


@pytest.mark.parametrize(
    ("name", "left", "right"),
    [("relu", 0.0, None), ("leaky_relu", None, None), ("hardswish", -3.0, None), ("relu6", 0.0, 6.0),
     ("hardtanh", -1.0, 1.0), ("tanh", -2.6467, 2.6467), ("elu", math.log(1 - 0.99**2), None), ("x", None, None)],
)  # fmt: skip
def test_where_functions_are_flat(name: str, left: float | None, right: float | None) -> None:
    found = cutoffs(function(name).both, slope_share())
    for value, wanted in ((found.left, left), (found.right, right)):
        assert value == (None if wanted is None else pytest.approx(wanted, abs=1e-3))
