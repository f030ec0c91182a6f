"""One model, trained by itself: for models that cannot be stacked, or are too large to gain from it."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn

from activadvise.live.compare.flat import Flat
from activadvise.live.compare.objective import Objective
from activadvise.live.compare.optimizer import optimizer
from activadvise.live.compare.seeds import global_generator, number


class Plain:
    """A trial of its own, with the same arithmetic and the same face as a stack of one.

    What the model draws by itself in a step (its own noise, dropout inside attention) comes from a seed made of the
    trial's seed and the step, so that a resumed trial draws the same.

    Args:
        model: the model; its parameters become views of one flat tensor.
        rate: the learning rate.
        name: of the optimizer.
        objective: what is minimized.
        seed: of the trial.

    Attributes:
        losses: of the last batch, [1].
        flat, gradient: parameters, and the gradient of the last batch, in the order of `layout`.
    """

    losses: Tensor
    gradient: Tensor

    def __init__(self, model: nn.Module, rate: float, name: str, objective: Objective, seed: int) -> None:
        self.model, self.objective, self.seed, self.steps = model, objective, seed, 0
        self._generator = global_generator(next(model.parameters()).device)
        self.layout = Flat(model, 1)
        self.flat = self.layout.joined([model])
        owned = dict(model.named_parameters())
        self.parameters = [owned[key] for key in self.layout.names]
        for parameter, view in zip(self.parameters, self.layout.views(self.flat).values(), strict=True):
            parameter.data = view[0]
        self.optimizer = optimizer(name, self.flat, rate)

    def step(self, x: Tensor, y: Tensor) -> None:
        """One optimizer step on x [1, B, ...] and y [1, B, ...]."""
        self._generator.manual_seed(number(self.seed, "step", self.steps))
        losses = self.objective.loss(self.model(x[0]).unsqueeze(0), y)
        found = torch.autograd.grad(losses.sum(), self.parameters, allow_unused=True, materialize_grads=True)
        self.gradient = torch.cat([part.flatten() for part in found])
        self.losses = losses.detach()
        self.optimizer.step(self.flat, self.gradient)
        self.steps += 1

    @torch.no_grad()
    def totals(self, x: Tensor, y: Tensor) -> Tensor:
        """Sums of loss and metric in evaluation mode, [1, 3]; see `Objective.totals`."""
        self.model.eval()
        found = self.objective.totals(self.model(x[0]).unsqueeze(0), y)
        self.model.train()
        return found

    def module(self, k: int) -> nn.Module:
        """The model."""
        return self.model

    def state(self) -> dict[str, Any]:
        """What a resume needs."""
        buffers = dict(self.model.named_buffers())
        return {"flat": self.flat, "buffers": buffers, "optimizer": self.optimizer.state(), "steps": self.steps}

    @torch.no_grad()
    def load(self, state: dict[str, Any]) -> None:
        """Go on from a state."""
        self.flat.copy_(state["flat"])
        for name, buffer in self.model.named_buffers():
            buffer.copy_(state["buffers"][name])
        self.optimizer.load(state["optimizer"])
        self.steps = state["steps"]
