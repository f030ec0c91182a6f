"""AdamW, Adam and SGD on one flat tensor that holds the parameters of many models, each with a rate of its own.

A step is a few operations for any number of models and layers, and none of them waits for the device. Hyperparameters
other than the rate are PyTorch's defaults, and SGD has momentum 0.9.
"""

from __future__ import annotations

from typing import Any, Protocol, Union

import torch
from torch import Tensor

from activadvise.errors import BadValue

BETAS, EPS, DECAY, MOMENTUM = (0.9, 0.999), 1e-8, 0.01, 0.9
Rate = Union[float, Tensor]
"""One rate for all parameters, or a tensor of rates of their shape."""


class Optimizer(Protocol):
    """What updates the parameters in place."""

    def step(self, flat: Tensor, gradient: Tensor) -> None:
        """One step."""

    def state(self) -> dict[str, Any]:
        """What a resume needs."""

    def load(self, state: dict[str, Any]) -> None:
        """Go on from a state."""


class Adam:
    """Adam (Kingma and Ba 2014), with decoupled weight decay (Loshchilov and Hutter 2017) if `decay` is not 0.

    Args:
        flat: the parameters.
        lr: their rate.
        decay: weight decay.
    """

    def __init__(self, flat: Tensor, lr: Rate, decay: float) -> None:
        self.lr, self.shrink, self.steps = lr, None if decay == 0.0 else 1.0 - lr * decay, 0
        self.mean, self.square = torch.zeros_like(flat), torch.zeros_like(flat)

    def step(self, flat: Tensor, gradient: Tensor) -> None:
        """One step."""
        self.steps += 1
        if self.shrink is not None:
            flat.mul_(self.shrink)
        self.mean.lerp_(gradient, 1.0 - BETAS[0])
        self.square.mul_(BETAS[1]).addcmul_(gradient, gradient, value=1.0 - BETAS[1])
        root = self.square.sqrt().div_((1.0 - BETAS[1] ** self.steps) ** 0.5).add_(EPS)
        correction = -1.0 / (1.0 - BETAS[0] ** self.steps)
        if isinstance(self.lr, Tensor):
            flat.addcmul_(self.mean / root, self.lr, value=correction)
        else:
            flat.addcdiv_(self.mean, root, value=self.lr * correction)

    def state(self) -> dict[str, Any]:
        """What a resume needs."""
        return {"steps": self.steps, "mean": self.mean, "square": self.square}

    def load(self, state: dict[str, Any]) -> None:
        """Go on from a state."""
        self.steps = state["steps"]
        self.mean.copy_(state["mean"])
        self.square.copy_(state["square"])


class SGD:
    """Gradient descent with momentum, as torch.optim.SGD."""

    def __init__(self, flat: Tensor, lr: Rate) -> None:
        self.lr, self.moved = lr, torch.zeros_like(flat)

    def step(self, flat: Tensor, gradient: Tensor) -> None:
        """One step."""
        self.moved.mul_(MOMENTUM).add_(gradient)
        if isinstance(self.lr, Tensor):
            flat.addcmul_(self.moved, self.lr, value=-1.0)
        else:
            flat.add_(self.moved, alpha=-self.lr)

    def state(self) -> dict[str, Any]:
        """What a resume needs."""
        return {"moved": self.moved}

    def load(self, state: dict[str, Any]) -> None:
        """Go on from a state."""
        self.moved.copy_(state["moved"])


def optimizer(name: str, flat: Tensor, lr: Rate) -> Optimizer:
    """The optimizer of a setup.

    Raises:
        BadValue: it is none of adamw, adam and sgd.
    """
    match name:
        case "adamw":
            return Adam(flat, lr, DECAY)
        case "adam":
            return Adam(flat, lr, 0.0)
        case "sgd":
            return SGD(flat, lr)
    raise BadValue(f"--optimizer {name}: it is adamw, adam or sgd.")
