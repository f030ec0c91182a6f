"""What is minimized and what is reported, by the task of the data."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional as F

from activadvise.errors import BadValue

IGNORED = -100


class WrongOutput(BadValue):
    """A model that runs, and returns what cannot be compared with the target."""


@dataclass(frozen=True)
class Objective:
    """A loss and a metric; outputs and targets are those of K models, [K, B, ...].

    Attributes:
        metric: "accuracy" (higher is better) or "rmse".
        losses: output, target → the loss of each scored value [K, ...], 0 where nothing is scored.
        right: output, target → 1 or 0 for each of them; None where the loss is the squared error that `rmse` is of.
        labels: whether a target can be IGNORED.
    """

    metric: str
    losses: Callable[[Tensor, Tensor], Tensor]
    right: Callable[[Tensor, Tensor], Tensor] | None = None
    labels: bool = False

    def loss(self, output: Tensor, target: Tensor) -> Tensor:
        """The mean over what is scored, [K]: what training minimizes."""
        losses = self.losses(output, target).flatten(1)
        return losses.sum(1) / (target.flatten(1) != IGNORED).sum(1) if self.labels else losses.mean(1)

    def totals(self, output: Tensor, target: Tensor) -> Tensor:
        """Sums over a batch of loss, rightness and count, [K, 3] float64: what evaluation adds up."""
        losses = self.losses(output, target).flatten(1)
        right = losses if self.right is None else self.right(output, target).flatten(1)
        scored = (target != IGNORED).flatten(1) if self.labels else torch.ones_like(losses)
        return torch.stack([part.double().sum(1) for part in (losses, right, scored)], dim=1)

    def means(self, totals: Tensor) -> tuple[Tensor, Tensor]:
        """[K, 3] → mean loss and metric [K]."""
        loss, right, scored = totals.unbind(1)
        mean = right / scored
        return loss / scored, mean if self.metric == "accuracy" else mean.sqrt()


def _cross_entropy(logits: Tensor, target: Tensor) -> Tensor:
    """Logits [K, ..., C] against class indices [K, ...] (int64), IGNORED where there is none."""
    flat = F.cross_entropy(logits.flatten(0, -2), target.flatten(), ignore_index=IGNORED, reduction="none")
    return flat.view(target.shape)


def _best(logits: Tensor, target: Tensor) -> Tensor:
    return logits.argmax(-1) == target


def _square(output: Tensor, target: Tensor) -> Tensor:
    """Values against values of the same shape."""
    return (output - target).square()


def _real(logits: Tensor, target: Tensor) -> Tensor:
    """Logits [K, B] or [K, B, 1] against 1 for real and 0 for fake [K, B]."""
    return F.binary_cross_entropy_with_logits(logits.flatten(1), target.to(logits.dtype), reduction="none")


def _side(logits: Tensor, target: Tensor) -> Tensor:
    return (logits.flatten(1) > 0) == (target > 0)


OBJECTIVES = {
    "classification": Objective("accuracy", _cross_entropy, _best),
    "language": Objective("accuracy", _cross_entropy, _best, labels=True),
    "regression": Objective("rmse", _square),
    "reconstruction": Objective("rmse", _square),
    "field": Objective("rmse", _square),
    "discrimination": Objective("accuracy", _real, _side),
}


def objective(task: str) -> Objective:
    """The objective of a task of data."""
    return OBJECTIVES[task]


def check(output: object, target: Tensor, task: str, outputs: int) -> None:
    """Refuse a model whose output the objective cannot compare with the target.

    Raises:
        WrongOutput: not one tensor, or another shape.
    """
    if not isinstance(output, Tensor):
        raise WrongOutput(f"the model returns a {type(output).__name__}; to be compared it must return one tensor.")
    shape = tuple(output.shape)
    if task in ("classification", "language"):
        wanted = (*target.shape, outputs)
    elif task == "discrimination":
        wanted = (len(target),) if output.ndim == 1 else (len(target), 1)
    else:
        wanted = tuple(target.shape)
    if shape != wanted:
        raise WrongOutput(f"the model returns a tensor {list(shape)} where the data want {list(wanted)} ({task}).")
