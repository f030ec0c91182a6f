"""The activation inside a snippet: PyTorch's own module, or a class made from the formula."""

from __future__ import annotations

import re

from activadvise.formula import parse
from activadvise.formula.torch_code import statements
from activadvise.rulebase.base import RuleBase
from activadvise.rulebase.records import Activation

WIDTH = 88

GATED = '''class GatedLinear(nn.Module):
    """act(W x) * (V x): two projections where a plain layer has one."""

    def __init__(self, in_features: int, out_features: int) -> None:
        super().__init__()
        self.gate = nn.Linear(in_features, out_features)
        self.value = nn.Linear(in_features, out_features)
        self.act = ACT()
        self.value_act = VALUE()

    def forward(self, x: Tensor) -> Tensor:
        value = self.value_act(self.value(x))
        hidden: Tensor = self.act(self.gate(x)) * value
        return hidden
'''


def gate_of(activation: Activation, base: RuleBase) -> Activation:
    """The elementwise function of a gated activation; any other activation itself."""
    return base.activations[activation.gate] if activation.gate else activation


def gated_linear(activation: Activation, base: RuleBase) -> str:
    """Source of `GatedLinear`; the value branch has an activation only where the rule says so."""
    if activation.value:
        return GATED.replace("VALUE()", expression(base.activations[activation.value], base))
    plain = GATED.replace("        self.value_act = VALUE()\n", "")
    return plain.replace("        value = self.value_act(self.value(x))\n", "").replace(
        "* value\n", "* self.value(x)\n"
    )


def expression(activation: Activation, base: RuleBase) -> str:
    """What stands for `ACT()`: "nn.GELU()", or the class made by `definition`."""
    act = gate_of(activation, base)
    return act.torch.module or f"{class_name(act)}()"


def definition(activation: Activation, base: RuleBase) -> str:
    """Source of the class for an activation without a PyTorch module; empty if it has one."""
    act = gate_of(activation, base)
    if act.torch.module or not act.formula:
        return ""
    fixed = {name: value for name, value in act.parameters.items() if name not in act.learnable}
    names = {name: f"self.{name}" for name in act.parameters}
    body = statements(parse(act.formula, act.parameters), names, set(act.learnable), indent=8)
    lines = [f"class {class_name(act)}(nn.Module):", f'    """{_docstring(act)}"""', ""]
    if act.parameters:
        lines += ["    def __init__(self) -> None:", "        super().__init__()"]
        lines += [f"        self.{name} = {value!r}" for name, value in fixed.items()]
        lines += [
            f"        self.{name} = nn.Parameter(torch.tensor({act.parameters[name]!r}))" for name in act.learnable
        ]
        lines += [""]
    lines += ["    def forward(self, x: Tensor) -> Tensor:", *(f"        {line}" for line in body)]
    return "\n".join(lines) + "\n"


def class_name(activation: Activation) -> str:
    """A Python class name: "quick GELU" → "QuickGELU"."""
    words = re.findall(r"[A-Za-z0-9]+", activation.name) or re.findall(r"[A-Za-z0-9]+", activation.id)
    name = "".join(word[0].upper() + word[1:] for word in words)
    return name if name[:1].isalpha() else f"Act{name}"


def _docstring(activation: Activation) -> str:
    text = f"{activation.name}: {activation.text or activation.formula}."
    plain = re.sub(r"[\x00-\x1f\\\"]", " ", text)
    return plain if len(plain) <= WIDTH - 10 else plain[: WIDTH - 13].rstrip() + "..."
