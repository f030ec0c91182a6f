"""What each candidate costs: the time of a training step and the memory kept for the backward pass."""

from __future__ import annotations

import math
import time

import torch
from torch import Tensor
from torch.autograd.graph import saved_tensors_hooks

from activadvise.live.compare.data.data import Pair
from activadvise.live.compare.feed import Feed
from activadvise.live.compare.model import builder
from activadvise.live.compare.objective import objective
from activadvise.live.compare.plain import Plain
from activadvise.live.compare.plan import Cost, Setup
from activadvise.live.compare.program import count
from activadvise.live.compare.unit import one_thread

LEAST_ROUNDS, MOST_ROUNDS = 9, 200
ENOUGH_S = 2.0  # of rounds; small models end before: many short rounds find a quiet moment for every candidate


def measure(setup: Setup) -> list[Cost]:
    """The cost of every candidate, as a plain model on one thread.

    Rounds go over all candidates in turn, one step each, and the least of each counts, so that what else the machine
    does meets all of them alike.
    """
    with one_thread():
        found = [Measured(setup, name) for name in setup.candidates]
        end = time.perf_counter() + ENOUGH_S
        for rounds in range(MOST_ROUNDS):
            if rounds >= LEAST_ROUNDS and time.perf_counter() > end:
                break
            for one in found:
                one.time()
        return [one.cost() for one in found]


class Measured:
    """A candidate with a model to step."""

    def __init__(self, setup: Setup, candidate: str) -> None:
        made = builder(setup, candidate)
        feed = Feed(made, [setup.base_seed])
        self.candidate, self.device = candidate, torch.device(setup.device)
        self.batch: Pair = feed.batch_of(feed.schedule(0, 1)[0])
        self.parameters = count(made(setup.base_seed))
        goal = objective(made.data.task)
        rate = setup.lr or min(setup.grid)
        self.plain = Plain(made(setup.base_seed), rate, setup.optimizer, goal, setup.base_seed)
        self.least = math.inf
        self.plain.step(*self.batch)
        self.memory = self._peak() if self.device.type == "cuda" else self._saved()

    def time(self) -> None:
        """One step; the least time of all calls is kept."""
        self._wait()
        start = self._clock()
        self.plain.step(*self.batch)
        self._wait()
        self.least = min(self.least, self._clock() - start)

    def cost(self) -> Cost:
        """What was measured."""
        return Cost(
            candidate=self.candidate,
            step_ms=self.least * 1e3,
            memory_mb=self.memory / 2**20,
            parameters=self.parameters,
        )

    def _saved(self) -> int:
        """Bytes that autograd keeps from forward to backward, without the parameters; each storage once."""
        own = {p.untyped_storage().data_ptr() for p in self.plain.parameters}
        kept: dict[int, int] = {}

        def pack(tensor: Tensor) -> Tensor:
            storage = tensor.untyped_storage()
            if storage.data_ptr() not in own:
                kept[storage.data_ptr()] = storage.nbytes()
            return tensor

        with saved_tensors_hooks(pack, lambda tensor: tensor):
            self.plain.step(*self.batch)
        return sum(kept.values())

    def _peak(self) -> int:
        torch.cuda.reset_peak_memory_stats(self.device)
        self.plain.step(*self.batch)
        return torch.cuda.max_memory_allocated(self.device)

    def _clock(self) -> float:
        """Seconds; on the CPU those of this thread, which other programs of the machine do not lengthen."""
        return time.thread_time() if self.device.type == "cpu" else time.perf_counter()

    def _wait(self) -> None:
        if self.device.type == "cuda":
            torch.cuda.synchronize(self.device)
