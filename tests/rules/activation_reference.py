"""An oracle for the activations: the functions in plain PyTorch, and their integrals.

Nothing here uses activadvise: what the rule base says is recomputed from scratch in float64.
"""

from __future__ import annotations

import ast
import math
from collections.abc import Callable

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

Function = Callable[[Tensor], Tensor]

LEAKY = 11 / 48  # the mean slope of RReLU, used in evaluation


def xielu(x: Tensor) -> Tensor:
    """Squares on the right, an integrated ELU on the left."""
    return torch.where(x > 0, 0.8 * x * x + 0.5 * x, 0.8 * (torch.expm1(x) - x) + 0.5 * x)


def sparse_plus(x: Tensor) -> Tensor:
    """Zero below -1, a parabola up to 1, then the identity."""
    return torch.where(x < 1, F.relu(x + 1) ** 2 / 4, x)


REFERENCE: dict[str, Function] = {
    "identity": lambda x: 1 * x,
    "relu": F.relu,
    "relu6": F.relu6,
    "leaky_relu": F.leaky_relu,
    "prelu": lambda x: F.prelu(x, torch.full((1,), 0.25, dtype=x.dtype)),
    "rrelu": lambda x: F.leaky_relu(x, LEAKY),
    "threshold": lambda x: F.threshold(x, 0.0, 0.0),
    "elu": F.elu,
    "celu": F.celu,
    "selu": F.selu,
    "relu2": lambda x: F.relu(x) ** 2,
    "star_relu": lambda x: 2 / math.sqrt(5) * F.relu(x) ** 2 - 1 / math.sqrt(5),
    "xielu": xielu,
    "gelu": F.gelu,
    "gelu_tanh": lambda x: F.gelu(x, approximate="tanh"),
    "gelu_10": lambda x: F.gelu(x).clamp(-10, 10),
    "quick_gelu": lambda x: x * torch.sigmoid(1.702 * x),
    "silu": F.silu,
    "swish_beta": lambda x: x * torch.sigmoid(x),
    "mish": F.mish,
    "hard_mish": lambda x: 0.5 * x * (x + 2).clamp(0, 2),
    "telu": lambda x: x * torch.tanh(torch.exp(x)),
    "hardswish": F.hardswish,
    "softplus": F.softplus,
    "squareplus": lambda x: (x + torch.sqrt(x * x + 4)) / 2,
    "shifted_softplus": lambda x: F.softplus(x) - math.log(2),
    "sqrtsoftplus": lambda x: F.softplus(x).sqrt(),
    "sparse_plus": sparse_plus,
    "sigmoid": torch.sigmoid,
    "hardsigmoid": F.hardsigmoid,
    "sparse_sigmoid": lambda x: (0.5 * (x + 1)).clamp(0, 1),
    "tanh": torch.tanh,
    "hardtanh": F.hardtanh,
    "softsign": F.softsign,
    "arctan": torch.atan,
    "laplace": lambda x: 0.5 * (1 + torch.erf((x - 0.707107) / (0.282095 * 2**0.5))),
    "gaussian": lambda x: torch.exp(-x * x / 2),
    "logsigmoid": F.logsigmoid,
    "tanhshrink": F.tanhshrink,
    "softshrink": F.softshrink,
    "hardshrink": F.hardshrink,
    "step": lambda x: torch.where(x >= 0, 1.0, 0.0) + 0 * x,
    "exponential": torch.exp,
    "sine": lambda x: torch.sin(30 * x),
    "snake": lambda x: x + torch.sin(x) ** 2,
    "dyt": lambda x: torch.tanh(0.5 * x),
}


def module(expression: str) -> nn.Module:
    """The module that an expression such as `nn.LeakyReLU(0.01)` names."""
    call = ast.parse(expression, mode="eval").body
    assert isinstance(call, ast.Call)
    assert isinstance(call.func, ast.Attribute)
    arguments = [ast.literal_eval(argument) for argument in call.args]
    keywords = {word.arg: ast.literal_eval(word.value) for word in call.keywords if word.arg}
    built: nn.Module = getattr(nn, call.func.attr)(*arguments, **keywords)
    return built


def slope(function: Function, x: Tensor) -> Tensor:
    """f'(x) by automatic differentiation, in the dtype of x."""
    leaf = x.detach().clone().requires_grad_()
    return torch.autograd.grad(function(leaf).sum(), leaf)[0]


def nodes(length: float = 1.0) -> tuple[Tensor, Tensor]:
    """Gauss-Legendre nodes and weights for an integral over N(0, length).

    The line is cut at every quarter, so every kink of an activation lies on a cut.
    """
    points, weights = np.polynomial.legendre.leggauss(32)
    reach = math.ceil(12 * math.sqrt(length)) + 1
    left = torch.arange(-reach, reach, 0.25, dtype=torch.float64)[:, None]
    x = left + (torch.from_numpy(points) + 1) / 8
    density = torch.exp(-x * x / (2 * length)) / math.sqrt(2 * math.pi * length)
    return x.flatten(), (density * torch.from_numpy(weights) / 8).flatten()


def moments(function: Function, length: float = 1.0) -> tuple[float, float, float]:
    """E f(u), E f(u)², E f'(u)² for u ~ N(0, length)."""
    u, weight = nodes(length)
    value, derivative = function(u), slope(function, u)
    integrals = (value, value**2, derivative**2)
    return tuple(float((weight * integral).sum()) for integral in integrals)  # type: ignore[return-value]


def length_slope(function: Function, length: float) -> float:
    """d E f(u)² / d length for u ~ N(0, length): E[f(u) f'(u) u] / length."""
    u, weight = nodes(length)
    return float((weight * function(u) * slope(function, u) * u).sum()) / length
