"""What is minimized and what is reported, by the task of the data."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional as F

from activadvise.errors import BadValue

IGNORED = -100


@dataclass(frozen=True)
class Objective:
    """A loss and a metric.

    Attributes:
        metric: "accuracy" (higher is better) or "rmse".
        losses: output, target → the loss of each scored value, and how right it is (1 or 0) or its squared error;
            both flat, zero where nothing is scored.
        scored: target → how many values are scored, as a tensor.
        shape: target → the shape that the output must have; None takes any number of classes.
    """

    metric: str
    losses: Callable[[Tensor, Tensor], tuple[Tensor, Tensor]]
    scored: Callable[[Tensor], Tensor]

    def loss(self, output: Tensor, target: Tensor) -> Tensor:
        """The mean over what is scored: what training minimizes."""
        return self.losses(output, target)[0].sum() / self.scored(target)

    def totals(self, output: Tensor, target: Tensor) -> Tensor:
        """[loss, rightness, count] summed over a batch, float64: what evaluation adds up."""
        loss, right = self.losses(output, target)
        return torch.stack([loss.double().sum(), right.double().sum(), self.scored(target).double()])

    def means(self, totals: Tensor) -> tuple[Tensor, Tensor]:
        """[..., 3] → mean loss and metric [...]."""
        loss, right, scored = totals.unbind(-1)
        mean = right / scored
        return loss / scored, mean if self.metric == "accuracy" else mean.sqrt()


def _classes(logits: Tensor, target: Tensor) -> tuple[Tensor, Tensor]:
    """Logits [..., C] against class indices [...] (int64), IGNORED where there is none."""
    logits, target = logits.flatten(0, -2), target.flatten()
    loss = F.cross_entropy(logits, target, ignore_index=IGNORED, reduction="none")
    return loss, logits.detach().argmax(-1) == target


def _values(output: Tensor, target: Tensor) -> tuple[Tensor, Tensor]:
    """Values against values of the same shape."""
    square = (output - target).square().flatten()
    return square, square.detach()


def _real(logits: Tensor, target: Tensor) -> tuple[Tensor, Tensor]:
    """Logits [B] or [B, 1] against 1 for real and 0 for fake [B]."""
    logits, target = logits.flatten(), target.flatten()
    loss = F.binary_cross_entropy_with_logits(logits, target.to(logits.dtype), reduction="none")
    return loss, (logits.detach() > 0) == (target > 0)


def _labels(target: Tensor) -> Tensor:
    return (target != IGNORED).sum()


def _all(target: Tensor) -> Tensor:
    return torch.full((), target.numel(), device=target.device)


OBJECTIVES = {
    "classification": Objective("accuracy", _classes, _labels),
    "language": Objective("accuracy", _classes, _labels),
    "regression": Objective("rmse", _values, _all),
    "reconstruction": Objective("rmse", _values, _all),
    "field": Objective("rmse", _values, _all),
    "discrimination": Objective("accuracy", _real, _all),
}


def objective(task: str) -> Objective:
    """The objective of a task of data."""
    return OBJECTIVES[task]


def check(output: object, target: Tensor, task: str, outputs: int) -> None:
    """Refuse a model whose output the objective cannot compare with the target.

    Raises:
        BadValue: not one tensor, or another shape.
    """
    if not isinstance(output, Tensor):
        raise BadValue(f"the model returns a {type(output).__name__}; to be compared it must return one tensor.")
    shape = tuple(output.shape)
    if task in ("classification", "language"):
        wanted = (*target.shape, outputs)
    elif task == "discrimination":
        wanted = (len(target),) if output.ndim == 1 else (len(target), 1)
    else:
        wanted = tuple(target.shape)
    if shape != wanted:
        raise BadValue(f"the model returns a tensor {list(shape)} where the data want {list(wanted)} ({task}).")
