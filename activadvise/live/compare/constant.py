"""What predicting the same for every sample would get: a candidate that is no better has learned nothing."""

from __future__ import annotations

from collections.abc import Iterable

from torch import Tensor

from activadvise.live.compare.data.data import Data
from activadvise.live.compare.objective import IGNORED, objective
from activadvise.live.compare.statistics import ALPHA, Trials, difference

WORDS = {
    "classification": ("the class frequencies", "the most frequent class"),
    "language": ("the token frequencies", "the most frequent token"),
    "discrimination": ("the shares of real and fake", "the more frequent of real and fake"),
}
"""What the constant is, for the loss and for the metric; else the mean."""


def constant(data: Data, seeds: Iterable[int]) -> dict[int, tuple[float, float]]:
    """Test loss and metric, for each seed, of what is constant and fits the training part of its split best."""
    goal, found = objective(data.task), {}
    for seed in seeds:
        train, test = data.targets(data.split(seed))
        output = _best(train, data.task, data.outputs).expand(len(test), *_shape(test, data))
        loss, metric = goal.means(goal.totals(output.unsqueeze(0), test.unsqueeze(0)))
        found[seed] = (loss.item(), metric.item())
    return found


def words(task: str, metric: str) -> str:
    """What the constant is, as it is said."""
    loss, other = WORDS.get(task, ("the mean", "the mean"))
    return f"{loss if metric == 'loss' else other} of the training part"


def _best(target: Tensor, task: str, outputs: int) -> Tensor:
    """Logits of the frequencies [C], one logit [1], or means of the shape of a sample."""
    if task == "discrimination":
        return target.float().mean().logit(eps=1e-6).reshape(1)
    if task in WORDS:
        counts = target[target != IGNORED].bincount(minlength=outputs)
        return (counts + 1e-6).log()
    return target.mean(0)


def _shape(target: Tensor, data: Data) -> tuple[int, ...]:
    """Of a sample's output."""
    if data.task == "discrimination":
        return (1,)
    return (*target.shape[1:], data.outputs) if data.task in WORDS else tuple(target.shape[1:])


def better(trials: Trials, fixed: Trials) -> bool:
    """Whether a candidate beats the constant: with every seed, or clearly on average. Lower is better.

    A few seeds are enough for the first, and too few for the second.
    """
    gap = difference(trials, fixed)
    return gap.mean is not None and gap.mean < 0 and (gap.losses == 0 or gap.p < ALPHA)
