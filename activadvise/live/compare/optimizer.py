"""AdamW, Adam and SGD on one flat tensor that holds the parameters of many models, each with a rate of its own.

A step is a dozen operations for any number of models and layers, and none of them waits for the device. Hyperparameters
other than the rate are PyTorch's defaults, and SGD has momentum 0.9.
"""

from __future__ import annotations

from typing import Protocol

import torch
from torch import Tensor

from activadvise.errors import BadValue

BETAS, EPS, DECAY, MOMENTUM = (0.9, 0.999), 1e-8, 0.01, 0.9


class Optimizer(Protocol):
    """What updates the parameters, [K, P], in place."""

    def step(self, flat: Tensor, gradient: Tensor) -> None:
        """One step."""

    def state(self) -> dict[str, object]:
        """What a resume needs."""

    def load(self, state: dict[str, object]) -> None:
        """Go on from a state."""


class Adam:
    """Adam (Kingma and Ba 2014), with decoupled weight decay (Loshchilov and Hutter 2017) if `decay` is not 0.

    Args:
        flat: parameters [K, P].
        lr: rates [K, 1], on the same device.
        decay: weight decay.
    """

    def __init__(self, flat: Tensor, lr: Tensor, decay: float) -> None:
        self.lr, self.decay, self.steps = lr, decay, 0
        self.mean, self.square = torch.zeros_like(flat), torch.zeros_like(flat)
        self.shrink = 1.0 - lr * decay

    def step(self, flat: Tensor, gradient: Tensor) -> None:
        """One step."""
        self.steps += 1
        if self.decay:
            flat.mul_(self.shrink)
        self.mean.lerp_(gradient, 1.0 - BETAS[0])
        self.square.mul_(BETAS[1]).addcmul_(gradient, gradient, value=1.0 - BETAS[1])
        root = self.square.sqrt().div_((1.0 - BETAS[1] ** self.steps) ** 0.5).add_(EPS)
        flat.addcmul_(self.mean / root, self.lr, value=-1.0 / (1.0 - BETAS[0] ** self.steps))

    def state(self) -> dict[str, object]:
        """What a resume needs."""
        return {"steps": self.steps, "mean": self.mean, "square": self.square}

    def load(self, state: dict[str, object]) -> None:
        """Go on from a state."""
        self.steps = int(state["steps"])  # type: ignore[call-overload]
        self.mean.copy_(state["mean"])  # type: ignore[arg-type]
        self.square.copy_(state["square"])  # type: ignore[arg-type]


class SGD:
    """Gradient descent with momentum, as torch.optim.SGD."""

    def __init__(self, flat: Tensor, lr: Tensor) -> None:
        self.lr, self.moved = lr, torch.zeros_like(flat)

    def step(self, flat: Tensor, gradient: Tensor) -> None:
        """One step."""
        self.moved.mul_(MOMENTUM).add_(gradient)
        flat.addcmul_(self.moved, self.lr, value=-1.0)

    def state(self) -> dict[str, object]:
        """What a resume needs."""
        return {"moved": self.moved}

    def load(self, state: dict[str, object]) -> None:
        """Go on from a state."""
        self.moved.copy_(state["moved"])  # type: ignore[arg-type]


def optimizer(name: str, flat: Tensor, rates: list[float]) -> Optimizer:
    """The optimizer of a setup.

    Raises:
        BadValue: it is none of adamw, adam and sgd.
    """
    lr = torch.tensor(rates, dtype=flat.dtype, device=flat.device).unsqueeze(1)
    match name:
        case "adamw":
            return Adam(flat, lr, DECAY)
        case "adam":
            return Adam(flat, lr, 0.0)
        case "sgd":
            return SGD(flat, lr)
    raise BadValue(f"--optimizer {name}: it is adamw, adam or sgd.")
