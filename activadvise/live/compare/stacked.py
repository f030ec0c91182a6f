"""Many models of one shape trained at once: their parameters are stacked, and `vmap` runs them as one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor, nn
from torch.func import functional_call, vmap

from activadvise.live.compare.flat import Flat
from activadvise.live.compare.objective import Objective
from activadvise.live.compare.optimizer import optimizer


class Stacked:
    """K trials that step together; none of them knows of the others.

    The loss is summed over the models and differentiated once: as no value of one model enters another, each gets
    its own gradient, also when a neighbor's is NaN.

    Args:
        models: K models that differ in their numbers only.
        rates: the learning rate of each.
        name: of the optimizer.
        objective: what is minimized.

    Attributes:
        losses: of the last batch, [K].
        gradient: of the last batch, [K, P].
    """

    losses: Tensor
    gradient: Tensor

    def __init__(self, models: Sequence[nn.Module], rates: list[float], name: str, objective: Objective) -> None:
        self.model, self.objective = models[0], objective
        self.layout = Flat(self.model)
        self.flat = self.layout.rows(models).requires_grad_()
        self.fixed = _stack(models, {key: p for key, p in self.model.named_parameters() if not p.requires_grad})
        self.buffers = _stack(models, dict(self.model.named_buffers()))
        self.optimizer = optimizer(name, self.flat.detach(), rates)

    def step(self, x: Tensor, y: Tensor) -> None:
        """One optimizer step on x [K, B, ...] and y [K, B, ...]."""
        parameters = {**self.layout.views(self.flat), **self.fixed}
        losses = vmap(self._loss)(parameters, self.buffers, x, y)
        (self.gradient,) = torch.autograd.grad(losses.sum(), self.flat)
        self.losses = losses.detach()
        self.optimizer.step(self.flat.detach(), self.gradient)

    @torch.no_grad()
    def totals(self, x: Tensor, y: Tensor) -> Tensor:
        """Sums of loss and metric in evaluation mode, [K, 3]; see `Objective.totals`."""
        self.model.eval()
        found = vmap(self._totals)({**self.layout.views(self.flat), **self.fixed}, self.buffers, x, y)
        self.model.train()
        return found

    @torch.no_grad()
    def module(self, k: int) -> nn.Module:
        """The k-th model as it stands; the same module each time, valid until the next call."""
        owned = {**dict(self.model.named_parameters()), **dict(self.model.named_buffers())}
        for name, values in {**self.layout.views(self.flat), **self.fixed, **self.buffers}.items():
            owned[name].copy_(values[k])
        return self.model

    def state(self) -> dict[str, Any]:
        """What a resume needs."""
        return {"flat": self.flat.detach(), "buffers": self.buffers, "optimizer": self.optimizer.state()}

    @torch.no_grad()
    def load(self, state: dict[str, Any]) -> None:
        """Go on from a state."""
        self.flat.copy_(state["flat"])
        for name, buffer in self.buffers.items():
            buffer.copy_(state["buffers"][name])
        self.optimizer.load(state["optimizer"])

    def _loss(self, parameters: dict[str, Tensor], buffers: dict[str, Tensor], x: Tensor, y: Tensor) -> Tensor:
        return self.objective.loss(functional_call(self.model, (parameters, buffers), (x,)), y)

    def _totals(self, parameters: dict[str, Tensor], buffers: dict[str, Tensor], x: Tensor, y: Tensor) -> Tensor:
        return self.objective.totals(functional_call(self.model, (parameters, buffers), (x,)), y)


def _stack(models: Sequence[nn.Module], names: dict[str, Tensor]) -> dict[str, Tensor]:
    owned = [{**dict(model.named_parameters()), **dict(model.named_buffers())} for model in models]
    return {name: torch.stack([found[name].detach() for found in owned]) for name in names}
