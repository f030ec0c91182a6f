"""Composing: directives, sizes, imports, activations that PyTorch lacks."""

from __future__ import annotations

import math
from typing import Any

import pytest
import torch

import activadvise
from activadvise.errors import BadValue
from activadvise.formula import parse
from activadvise.programs import init_recipe
from activadvise.rulebase import load
from activadvise.rulebase.records import Activation
from activadvise.snippet import compose, sizes_of
from activadvise.snippet.directives import BrokenTemplate, condition, select
from activadvise.snippet.module import definition, expression
from activadvise.snippet.program import merged_imports, with_sizes

BASE = load()
ELEMENTWISE = [a for a in BASE.activations.values() if a.kind == "elementwise" and a.formula]


@pytest.mark.parametrize("activation", ELEMENTWISE, ids=[a.id for a in ELEMENTWISE])
def test_the_emitted_module_computes_the_formula(activation: Activation) -> None:
    """PyTorch's own module, or the class made from the formula, against the formula engine."""
    space: dict[str, Any] = {"torch": torch, "nn": torch.nn, "Tensor": torch.Tensor, "math": math}
    exec(definition(activation, BASE), space)
    module = eval(expression(activation, BASE), space).double().eval()
    grid = torch.linspace(-4, 4, 33, dtype=torch.float64) + 0.0171
    formula = parse(activation.formula or "", activation.parameters)
    assert module(grid).tolist() == pytest.approx([formula.value(float(x)) for x in grid], abs=1e-6)


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("gated", True),
        ("not gated", False),
        ('norm == "none"', False),
        ('norm != "none" and gated', True),
        ('activation in ("relu", "gelu") or missing', True),
        ('missing == ""', True),
    ],
)
def test_conditions(text: str, holds: bool) -> None:
    assert condition(text, {"gated": "yes", "norm": "layernorm", "activation": "gelu"}) is holds


@pytest.mark.parametrize("text", ["__import__('os')", "gated + 1", "gated.x", "(", "1 == 1"])
def test_conditions_are_no_python(text: str) -> None:
    with pytest.raises(BrokenTemplate):
        condition(text, {})


def test_nested_branches() -> None:
    text = "a\n#: if x\nb\n#: if y\nc\n#: else\nd\n#: end\n#: elif y\ne\n#: end\nf"
    assert select(text, {"x": "1"}, {}, "t").lines == ["a", "b", "d", "f"]
    assert select(text, {"y": "1"}, {}, "t").lines == ["a", "e", "f"]
    for broken in ("#: if x\na", "#: end", "#: else"):
        with pytest.raises(BrokenTemplate):
            select(broken, {}, {}, "t")


def test_imports_are_merged_and_pruned() -> None:
    lines = [
        "import torch",
        "from torch import Tensor, nn",
        "from torch import nn",
        "import math",
        "import torch.nn.functional as F",
    ]
    assert merged_imports(lines, "x: Tensor = math.pi * nn.ReLU()") == "import math\n\nfrom torch import Tensor, nn"


def test_sizes_are_checked() -> None:
    text = 'import torch\n\nif __name__ == "__main__":\n    width = 64\n    heads = 4\n'
    assert sizes_of(text) == {"width": 64, "heads": 4}
    assert "    width = 128\n" in with_sizes(text, {"width": 128}, ["width % heads == 0"])
    with pytest.raises(BadValue, match="width % heads == 0 must hold, but width=64, heads=7"):
        with_sizes(text, {"heads": 7}, ["width % heads == 0"])
    with pytest.raises(BadValue, match="it takes width=64, heads=4"):
        with_sizes(text, {"hidden": 7}, [])


def test_every_size_of_every_architecture_can_be_set() -> None:
    for name in ("mlp", "decoder-lm", "resnet", "vit", "vae"):
        code = activadvise.recommend(name).code
        sizes = sizes_of(code)
        assert sizes
        same = activadvise.recommend(name, sizes=sizes).code
        assert same.split("\n", 1)[1] == code.split("\n", 1)[1]


def test_a_gated_activation_brings_its_two_projections() -> None:
    code = compose(init_recipe(BASE.activations["swiglu"], "lecun_normal", BASE), BASE)
    assert "class GatedLinear" in code
    assert "nn.SiLU()" in code
    tanh = compose(init_recipe(BASE.activations["gated_tanh"], "xavier_normal", BASE), BASE)
    assert "self.value_act = nn.Sigmoid()" in tanh
