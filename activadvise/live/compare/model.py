"""From a setup and a candidate to models: the architecture's program or the user's own, with one draw for each seed."""

from __future__ import annotations

from functools import lru_cache

import msgspec
import torch
from torch import Tensor, nn

from activadvise.errors import BadValue
from activadvise.live.compare import dropout, initial, objective
from activadvise.live.compare.candidates import Candidate
from activadvise.live.compare.candidates import candidate as named
from activadvise.live.compare.data.data import Data
from activadvise.live.compare.data.load import load
from activadvise.live.compare.plan import Setup
from activadvise.live.compare.program import Program
from activadvise.live.compare.seeds import number
from activadvise.live.compare.swap import UserModel
from activadvise.live.target import user_code

LOOKED = 64


class Builder:
    """Makes the models of one candidate.

    Attributes:
        setup, candidate, data: what is compared.
        layout: how the models want their inputs.
        note: a sentence on what was changed for this candidate, if anything.
        scales: what the drawn parameters are scaled to; None leaves PyTorch's default draw.

    Raises:
        BadValue: model, candidate and data do not go together.
    """

    def __init__(self, setup: Setup, candidate: str, data: Data) -> None:
        self.setup, self.candidate, self.data = setup, candidate, data
        found = named(candidate)
        self._make: Program | UserModel = (
            UserModel(setup.model, found) if setup.model else Program(setup.arch, found, data, setup.sizes)
        )
        self.note = self._make.note
        self.layout = self._make.layout or self._fitting()
        self._try(self.layout)
        self.scales = self._scales(found, self.example()[0])

    def __call__(self, seed: int) -> nn.Module:
        """A new model on the setup's device, in training mode."""
        model = self._make(number(seed, "make"))
        initial.draw(model, seed, self.scales)
        dropout.install(model, seed)
        return model.to(self.setup.device).train()

    def example(self) -> tuple[Tensor, Tensor]:
        """A few training samples, the same for all candidates and seeds."""
        return self._example(self.layout)

    def _example(self, layout: str) -> tuple[Tensor, Tensor]:
        x, y = self.data.tensors(self.data.split(self.setup.base_seed), layout).train
        return self.prepared(x[:LOOKED]), y[:LOOKED]

    def _try(self, layout: str) -> None:
        """Run a model once on the example.

        Raises:
            BadValue: it fails, or its output does not go with the target.
        """
        model = self._make(0)
        x, y = self._example(layout)
        with user_code(f"the model with {self.candidate} on {self.data.name}"), torch.no_grad():
            output = model.eval()(x)
        objective.check(output, y, self.data.task, self.data.outputs)

    def _fitting(self) -> str:
        """The first layout of the data that the user's model takes and answers as it should.

        Where there is none, the one whose error is told: the first that it takes, else the natural one.
        """
        taken = None
        for layout in self.data.views:
            try:
                self._try(layout)
            except objective.WrongOutput:
                taken = taken or layout
            except BadValue:
                continue
            else:
                return layout
        return taken or self.data.natural

    def prepared(self, x: Tensor) -> Tensor:
        """Inputs [N, ...] as the model wants them."""
        return self._make.prepared(x)

    def _scales(self, candidate: Candidate, x: Tensor) -> initial.Reference | None:
        """What `--init` scales the draw to: the program's own init, or for the user's parts the one that fits them."""
        match self.setup.init:
            case "default":
                return None
            case "same" if self.setup.baseline not in ("", candidate.name):
                return builder(self.setup, self.setup.baseline).scales
        model = self._make(0).train()
        if self.setup.model is None and candidate.entry is not None:
            return initial.parameters(model)
        return initial.reference(model, x)


def data_of(setup: Setup) -> Data:
    """The data of a setup, read once by a process."""
    return _data(msgspec.json.encode(setup))


def builder(setup: Setup, candidate: str) -> Builder:
    """The builder of a candidate, made once by a process."""
    return _builder(msgspec.json.encode(setup), candidate)


@lru_cache(maxsize=2)
def _data(setup: bytes) -> Data:
    return load(msgspec.json.decode(setup, type=Setup))


@lru_cache(maxsize=32)
def _builder(setup: bytes, candidate: str) -> Builder:
    found = msgspec.json.decode(setup, type=Setup)
    return Builder(found, candidate, data_of(found))


def build(setup: Setup, candidate: str, data: Data, seed: int) -> nn.Module:
    """One model with its draw.

    Raises:
        BadValue: model, candidate and data do not go together.
    """
    return Builder(setup, candidate, data)(seed)
