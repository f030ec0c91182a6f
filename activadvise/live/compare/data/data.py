"""One shape for all data: views of the inputs, a target, a split by seed, scaled by the training part alone."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

import torch
from torch import Tensor

from activadvise.errors import BadValue

Task = Literal["classification", "regression", "language", "reconstruction", "field", "discrimination"]
Scaling = Literal["column", "whole", "none"]
WORDS = {
    "vector": "rows of numbers",
    "sequence": "sequences",
    "map": "images",
    "tokens": "tokens",
}


class Split(NamedTuple):
    """Which samples are for what: int64 indices, disjoint."""

    train: Tensor
    validation: Tensor
    test: Tensor


class Pair(NamedTuple):
    """Inputs [N, …] and their targets [N, …]."""

    x: Tensor
    y: Tensor


class Tensors(NamedTuple):
    """The three parts of a split, ready to be learned."""

    train: Pair
    validation: Pair
    test: Pair


@dataclass(frozen=True, eq=False)
class Data:
    """A data set.

    Attributes:
        name: as the user writes it.
        task: what is learned; decides objective and metric.
        outputs: numbers that a model gives for a sample (classes, target columns, vocabulary).
        license: under which the data may be used.
        source: where the data come from.
        views: inputs by layout: "vector" [N, F], "sequence" [N, T, C], "map" [N, C, H, W] (float32), "tokens"
            [N, T] (int64, 0 is left for padding). The first is the natural one. A missing value is NaN.
        target: [N] int64 of classes, [N, T] int64 of next tokens, or float32 [N, …] of values.
        scaling: "column" standardizes each column, "whole" all numbers with one mean and deviation, "none" nothing.
        scale_target: whether the values of the target are standardized.
        vocabulary: number of token ids, 0 without a view of tokens.
        base_seed: draws the test part, which is the same for all seeds: no trial that tunes ever sees it.
        parts: a split that is given, the same for all seeds; with no sample to validate, each seed takes a quarter of
            the training part.
        notes: what was found and decided, a sentence each.
    """

    name: str
    task: Task
    outputs: int
    license: str
    source: str
    views: dict[str, Tensor]
    target: Tensor
    scaling: Scaling = "none"
    scale_target: bool = False
    vocabulary: int = 0
    base_seed: int = 0
    parts: Split | None = None
    notes: list[str] = field(default_factory=list)

    @property
    def natural(self) -> str:
        """The layout that the data come in."""
        return next(iter(self.views))

    def view(self, layout: str | None = None) -> Tensor:
        """All inputs in a layout, unscaled; None is the natural one.

        Raises:
            BadValue: the data have no such view.
        """
        wanted = layout or self.natural
        if wanted not in self.views:
            has = " or ".join(WORDS.get(name, name) for name in self.views)
            raise BadValue(
                f"--data {self.name}: the model reads {WORDS.get(wanted, wanted)}, and these data are {has}; "
                f"take another --arch or another --data."
            )
        return self.views[wanted]

    def split(self, seed: int) -> Split:
        """Three fifths to train, a fifth each to validate and to test; classes keep their shares.

        The test part depends on `base_seed` alone, the rest is divided anew by each seed.
        """
        if self.parts is not None and len(self.parts.validation):
            return self.parts
        if self.parts is not None:
            rest, test = self.parts.train, self.parts.test
        else:
            test, rest = self._dealt(torch.arange(len(self.target)), self.base_seed, 5)
        validation, train = self._dealt(rest, seed, 4)
        return Split(train, validation, test)

    def _dealt(self, samples: Tensor, seed: int, hands: int) -> tuple[Tensor, Tensor]:
        """Samples in random order, one of every `hands` put aside; dealt class by class."""
        shuffled = samples[torch.randperm(len(samples), generator=torch.Generator().manual_seed(seed))]
        if self.task == "classification" and self.target.ndim == 1:
            shuffled = shuffled[self.target[shuffled].argsort(stable=True)]
        aside = torch.arange(len(shuffled)) % hands == hands // 2
        return shuffled[aside], shuffled[~aside]

    def tensors(self, split: Split, layout: str | None = None) -> Tensors:
        """The parts of a split, standardized by the training part; a missing value becomes its mean.

        Raises:
            BadValue: the data have no such view.
        """
        x = self._inputs(split, layout)
        y = self._values(split, layout)
        return Tensors(*(Pair(x[part], y[part]) for part in split))

    def targets(self, split: Split) -> tuple[Tensor, Tensor]:
        """The targets to train on and those to test on, as in `tensors`."""
        y = self._values(split, None)
        return y[split.train], y[split.test]

    @property
    def standardized(self) -> bool:
        """Whether loss and metric are those of a standardized target."""
        return self.scale_target or (self.task == "reconstruction" and self.scaling != "none")

    @property
    def deviation(self) -> float | None:
        """About what the target is divided by; None where it is not, or each of several columns by its own."""
        target = self.view() if self.task == "reconstruction" else self.target
        one = self.scaling == "whole" if self.task == "reconstruction" else target.numel() == len(target)
        return float(target.double().std(correction=0)) if self.standardized and one else None

    def _inputs(self, split: Split, layout: str | None) -> Tensor:
        x = self.view(layout)
        return _scaled(x, x[split.train], self.scaling) if x.is_floating_point() else x

    def _values(self, split: Split, layout: str | None) -> Tensor:
        if self.task == "reconstruction":
            return self._inputs(split, layout)
        y = self.target
        return _scaled(y, y[split.train], "column") if self.scale_target else y


def _scaled(values: Tensor, train: Tensor, scaling: Scaling) -> Tensor:
    """(x − mean) / deviation by the training part; a column that does not vary there becomes 0."""
    if scaling == "none":
        return values
    over = tuple(range(train.ndim)) if scaling == "whole" else (0,)
    mean = train.nanmean(dim=over, keepdim=True)
    spread = (train - mean).square().nanmean(dim=over, keepdim=True).sqrt()
    flat = (spread <= 1e-6 * mean.abs()) | ~spread.isfinite()
    return torch.where(flat, 0.0, (values - mean) / torch.where(flat, 1.0, spread)).nan_to_num(nan=0.0)
