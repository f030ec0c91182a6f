"""What an entry says of PyTorch: modules, functionals, defaults, gains, memory."""

from __future__ import annotations

import math
import re
from collections.abc import Callable

import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional as F
from torch.nn.modules import activation as torch_activation

from activadvise.formula import parse
from tests.rules.activation_reference import REFERENCE, module, slope
from tests.rules.test_activation_numbers import BASE, ELEMENTWISE, entry_of, grid

WITH_MODULE = sorted(name for name, entry in BASE.activations.items() if entry.torch.module)
WITH_FUNCTIONAL = sorted(name for name, entry in BASE.activations.items() if entry.torch.functional)
KNOWN_GAINS = {"identity": "linear", "sigmoid": "sigmoid", "tanh": "tanh", "relu": "relu"} | {
    "leaky_relu": "leaky_relu",
    "selu": "selu",
}
calculate_gain: Callable[[str], float] = nn.init.calculate_gain  # type: ignore[assignment]
COSTED = sorted(name for name, entry in BASE.activations.items() if entry.cost)
KINKS = torch.tensor([-3, -1, -0.5, 0, 0.5, 1, 3, 6], dtype=torch.float64)


def class_of(expression: str) -> str:
    return expression.removeprefix("nn.").partition("(")[0]


def test_every_module_of_pytorch_has_exactly_one_entry() -> None:
    """GELU alone has two, its two forms being two functions."""
    modules = [class_of(entry_of(name).torch.module or "") for name in WITH_MODULE]
    named = [name for name in modules if name != "Identity"]
    assert sorted(named) == sorted([*torch_activation.__all__, "GELU"])


@pytest.mark.parametrize("name", sorted(set(WITH_MODULE) & set(ELEMENTWISE)))
def test_module_computes_the_entry(name: str) -> None:
    layer = module(entry_of(name).torch.module or "").double().eval()
    x = grid()
    assert torch.allclose(layer(x), REFERENCE[name](x), rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize("name", sorted(set(WITH_MODULE) & set(ELEMENTWISE)))
def test_derivative_takes_pytorchs_side_at_kinks(name: str) -> None:
    entry = entry_of(name)
    layer = module(entry.torch.module or "").double().eval()
    found = slope(layer, KINKS).tolist()
    stated = parse(entry.derivative or "", entry.parameters)
    for point, expected in zip(KINKS.tolist(), found, strict=True):
        assert stated.value(point) == pytest.approx(expected, abs=1e-7), point


@pytest.mark.parametrize("name", sorted(set(WITH_MODULE) & set(ELEMENTWISE) - {"threshold", "gelu_tanh"}))
def test_parameters_are_pytorchs_defaults(name: str) -> None:
    default = getattr(nn, class_of(entry_of(name).torch.module or ""))().double().eval()
    x = grid()
    assert torch.equal(default(x), module(entry_of(name).torch.module or "").double().eval()(x))


@pytest.mark.parametrize("name", WITH_FUNCTIONAL)
def test_functional_exists_and_computes_the_entry(name: str) -> None:
    text = entry_of(name).torch.functional or ""
    x = grid(-4, 4, 40)
    names = {"F": F, "torch": torch, "math": math, "x": x, "a": x, "b": x}
    result = eval(text, {"__builtins__": {}}, names)
    if callable(result) and name not in ("prelu", "threshold", "glu", "multihead_attention"):
        result = result(x)
    if isinstance(result, Tensor) and name in REFERENCE:
        assert torch.allclose(result, REFERENCE[name](x), atol=1e-6)
    assert callable(result) or bool(torch.isfinite(result).all())


@pytest.mark.parametrize("name", [n for n in BASE.activations if entry_of(n).calculate_gain])
def test_calculate_gain(name: str) -> None:
    text = entry_of(name).calculate_gain or ""
    stated = re.match(r"[\d.]+", text)
    if name in KNOWN_GAINS:
        assert stated and float(stated[0]) == pytest.approx(calculate_gain(KNOWN_GAINS[name]), rel=1e-5)
        return
    assert text.startswith("refuses with ValueError")
    with pytest.raises(ValueError, match="Unsupported nonlinearity"):
        calculate_gain(name)


def saved_storages(layer: nn.Module, x: Tensor) -> tuple[set[int], int, int]:
    """Addresses of what autograd keeps, of the layer's input, and of its output."""
    kept: set[int] = set()

    def keep(tensor: Tensor) -> Tensor:
        kept.add(tensor.untyped_storage().data_ptr())
        return tensor

    inner = x * 1.0
    before = inner.untyped_storage().data_ptr()
    with torch.autograd.graph.saved_tensors_hooks(keep, lambda tensor: tensor):
        output = layer(inner)
    return kept, before, output.untyped_storage().data_ptr()


@pytest.mark.parametrize("name", sorted(set(COSTED) & set(WITH_MODULE)))
def test_saved_tensor(name: str) -> None:
    cost = entry_of(name).cost
    assert cost is not None
    x = torch.randn(8, 8, requires_grad=True)
    kept, before, after = saved_storages(module(entry_of(name).torch.module or ""), x)
    assert ("output" in cost.saves) is (after in kept)
    assert ("input" in cost.saves) is (before in kept)


@pytest.mark.parametrize("name", sorted(set(COSTED) & set(WITH_MODULE)))
def test_inplace_saves_memory_where_it_is_said(name: str) -> None:
    """In place, input and output are one tensor; it is saved, or a copy of it is."""
    cost = entry_of(name).cost
    assert cost is not None
    if cost.inplace_saves_memory is None:
        return
    layer = getattr(nn, class_of(entry_of(name).torch.module or ""))(inplace=True)
    kept, before, _ = saved_storages(layer, torch.randn(8, 8, requires_grad=True))
    assert cost.inplace_saves_memory is (kept == {before})


@pytest.mark.parametrize("name", COSTED)
def test_cost_ratio_is_that_of_its_times(name: str) -> None:
    cost, relu = entry_of(name).cost, entry_of("relu").cost
    assert cost and relu
    times = [cost.forward_ns, cost.backward_ns, relu.forward_ns, relu.backward_ns]
    forward, backward, relu_forward, relu_backward = (time or 0.0 for time in times)
    assert cost.ratio == pytest.approx((forward + backward) / (relu_forward + relu_backward), rel=0.02)
    assert "cost-cpu-2026" in [source.partition(":")[0] for source in entry_of(name).sources]


def test_softmax_family() -> None:
    """Outputs sum to one; the Jacobian's norm never exceeds the Lipschitz constant."""
    x = torch.tensor([2.0, 1.0, 0.1], dtype=torch.float64)
    assert [round(value, 3) for value in x.softmax(-1).tolist()] == [0.659, 0.242, 0.099]
    pair = torch.zeros(2, dtype=torch.float64)
    for name in ("softmax", "softmin"):
        function = module(entry_of(name).torch.module or "")
        assert float(function(x).sum()) == pytest.approx(1)
        jacobian = torch.autograd.functional.jacobian(function, pair)
        assert float(torch.linalg.matrix_norm(jacobian, 2)) == pytest.approx(entry_of(name).lipschitz)
    log_softmax = module(entry_of("log_softmax").torch.module or "")
    assert torch.allclose(log_softmax(log_softmax(x)), log_softmax(x))
