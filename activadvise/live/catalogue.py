"""Which torch calls mean what: activations by the rule base's names, weight layers, norms, joins.

The activations are not listed here: each `torch.functional` and `torch.module` of the rule base
is looked up in torch, in `torch.nn.functional` and among the tensor methods.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor

from activadvise.rulebase.records import Activation

PLACES: tuple[Any, ...] = (torch, F, Tensor, torch.special, torch._C._nn)
Call = Callable[..., Any]


def _found(names: list[str]) -> frozenset[Any]:
    return frozenset(getattr(place, name) for place in PLACES for name in names if hasattr(place, name))


LINEAR = _found(["linear"])
CONVOLUTIONS = _found(["conv1d", "conv2d", "conv3d"])
TRANSPOSED = _found(["conv_transpose1d", "conv_transpose2d", "conv_transpose3d"])
WEIGHTED = LINEAR | CONVOLUTIONS | TRANSPOSED
EMBEDDINGS = _found(["embedding", "embedding_bag"])
PRODUCTS = _found(["matmul", "__matmul__", "mm", "bmm", "einsum", "baddbmm"])
ATTENTIONS = _found(["scaled_dot_product_attention"])
SOFTMAXES = _found(["softmax", "softmin", "gumbel_softmax"])
MATRIX_PRODUCTS = _found(["matmul", "__matmul__", "mm"])
ADDMM = _found(["addmm"])
ATTENTION = _found(["multi_head_attention_forward"])
NORMS = _found(["layer_norm", "batch_norm", "group_norm", "instance_norm", "rms_norm", "normalize"])
CHANNEL_NORMS = _found(["batch_norm", "group_norm", "instance_norm"])
ADDITIONS = _found(["add", "add_", "__add__", "__radd__", "__iadd__", "sub", "sub_", "__sub__", "__rsub__"])
MULTIPLICATIONS = _found(["mul", "mul_", "multiply", "__mul__", "__rmul__", "__imul__"])
CONCATENATIONS = _found(["cat", "concat", "concatenate"])
CLAMPS = _found(["clamp", "clamp_", "clip", "clip_", "clamp_min", "clamp_min_", "clamp_max", "clamp_max_"])
# Elementwise, not linear, and no activation of the rule base: parts of a function that a user wrote out.
BENDS = CLAMPS | _found(
    ["where", "maximum", "minimum", "max", "min", "abs", "square", "pow", "__pow__", "sqrt", "exp", "log", "log1p",
     "expm1", "atan", "arctan", "erf", "sign", "masked_fill", "masked_fill_"]
)  # fmt: skip
# Parts of many formulas (an angle, a decay), and so no sign of an activation by themselves.
FORMULA_PARTS = frozenset({"exp", "atan", "exponential", "arctan", "identity", "heaviside"})


@lru_cache(maxsize=1)
def activations() -> dict[Call, str]:
    """Torch function or method → id of the activation it computes."""
    from activadvise.rulebase import load

    found: dict[Call, str] = {}
    for entry in load().activations.values():
        if entry.kind == "elementwise" or entry.torch.module in ("nn.GLU()",):
            for call in _calls(entry):
                found.setdefault(call, entry.id)
    return found


def entry_of(name: str) -> Activation:
    """The rule base's entry of an id."""
    from activadvise.rulebase import load

    return load().activations[name]


def _calls(entry: Activation) -> Iterator[Call]:
    names = {re.sub(r"^(F|torch)\.", "", entry.torch.functional or "")}
    module = re.fullmatch(r"nn\.(\w+)\(.*\)", entry.torch.module or "")
    if module and "=" not in (entry.torch.module or ""):
        names.add(module[1].lower())
        names.add(re.sub(r"(?<=[a-z])(?=[A-Z])", "_", module[1]).lower())
    for name in sorted(names):
        if not name.isidentifier() or name in FORMULA_PARTS:
            continue
        for place in PLACES:
            for spelling in (name, name + "_"):
                call = getattr(place, spelling, None)
                if callable(call) and not isinstance(call, type):
                    yield call


def refined(name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> str:
    """GELU with approximate="tanh" is another function than GELU; `gelu` → `gelu_tanh`."""
    approximate = kwargs.get("approximate")
    if approximate in (None, "none"):
        return name
    from activadvise.rulebase import load

    variants = [e.id for e in load().activations.values() if f'approximate="{approximate}"' in (e.torch.module or "")]
    return variants[0] if variants else name
