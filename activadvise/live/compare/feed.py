"""The samples of a unit's trials, on the device; which ones a step sees is a function of seed and step alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import torch
from torch import Tensor

from activadvise.live.compare.data.data import Pair
from activadvise.live.compare.model import Builder
from activadvise.live.compare.seeds import generator


class Feed:
    """Training, validation and test samples of K trials; trials of one seed share them.

    Args:
        builder: knows the data and how the model wants them.
        seeds: of the K trials.

    Attributes:
        batch: samples per step, at most all.
    """

    def __init__(self, builder: Builder, seeds: Sequence[int]) -> None:
        setup, data = builder.setup, builder.data
        self.seeds, self.device = list(seeds), torch.device(setup.device)
        places = {seed: place for place, seed in enumerate(dict.fromkeys(seeds))}
        self.which = torch.tensor([places[seed] for seed in seeds], device=self.device)
        found = [data.tensors(data.split(seed), builder.layout) for seed in places]
        self.train, self.validation, self.test = (
            Pair(
                torch.stack([builder.prepared(part[index].x) for part in found]).to(self.device),
                torch.stack([part[index].y for part in found]).to(self.device),
            )
            for index in range(3)
        )
        self.samples = self.train.x.shape[1]
        self.batch = min(setup.batch_size, self.samples)
        self._x, self._y = self.train.x.flatten(0, 1), self.train.y.flatten(0, 1)

    def schedule(self, first: int, last: int) -> Tensor:
        """Which training samples the steps first ... last - 1 see: int64 [last - first, K * batch], on the device."""
        drawn = {seed: self._drawn(seed, first, last) for seed in dict.fromkeys(self.seeds)}
        rows = torch.stack([drawn[seed] for seed in self.seeds], dim=1).to(self.device)
        return (rows + (self.which * self.samples)[:, None]).flatten(1)

    def batch_of(self, row: Tensor) -> Pair:
        """Inputs [K, batch, ...] and targets [K, batch, ...] of one step."""
        shape = (len(self.seeds), self.batch)
        return Pair(self._x.index_select(0, row).unflatten(0, shape), self._y.index_select(0, row).unflatten(0, shape))

    def parts(self, pair: Pair, size: int, most: int | None = None) -> Iterator[Pair]:
        """Evaluation samples, at most `most`, in pieces [K, size, ...]."""
        end = min(pair.x.shape[1], most or pair.x.shape[1])
        for start in range(0, end, size):
            window = slice(start, min(start + size, end))
            yield Pair(pair.x[self.which, window], pair.y[self.which, window])

    def _drawn(self, seed: int, first: int, last: int) -> Tensor:
        """The stream of shuffled epochs, cut into batches [last - first, batch]."""
        start, end = first * self.batch, last * self.batch
        epochs = range(start // self.samples, (end - 1) // self.samples + 1)
        orders = [torch.randperm(self.samples, generator=generator(seed, "epoch", epoch)) for epoch in epochs]
        offset = start - epochs[0] * self.samples
        return torch.cat(orders)[offset : offset + end - start].view(-1, self.batch)
