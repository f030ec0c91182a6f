"""Many models of one shape trained at once: their parameters are stacked, and `vmap` runs them as one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import torch
from torch import Tensor, nn
from torch.func import vmap
from torch.nn.attention import SDPBackend, sdpa_kernel

from activadvise.live.compare.flat import Flat
from activadvise.live.compare.objective import Objective
from activadvise.live.compare.optimizer import optimizer

MANY = 64  # images; from here on, or with BatchNorm, maps are faster with the channels of all models last


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
        flat, gradient: parameters, and the gradient of the last batch, in the order of `layout`.
    """

    losses: Tensor
    gradient: Tensor

    def __init__(self, models: Sequence[nn.Module], rates: list[float], name: str, objective: Objective) -> None:
        self.model, self.objective = models[0], objective
        self._norms = any(isinstance(module, nn.BatchNorm2d) for module in self.model.modules())
        self.layout, self._slots = Flat(self.model, len(models)), Slots(self.model)
        self.flat = self.layout.joined(models).requires_grad_()
        self.fixed = _stack(models, {key: p for key, p in self.model.named_parameters() if not p.requires_grad})
        self.buffers = _stack(models, dict(self.model.named_buffers()))
        rate = rates[0] if len(set(rates)) == 1 else self.layout.spread(rates, self.flat)
        self.optimizer = optimizer(name, self.flat.detach(), rate)

    def step(self, x: Tensor, y: Tensor) -> None:
        """One optimizer step on x [K, B, ...] and y [K, B, ...]."""
        losses = self.objective.loss(self._outputs(x), y)
        (self.gradient,) = torch.autograd.grad(losses.sum(), self.flat)
        self.losses = losses.detach()
        self.optimizer.step(self.flat.detach(), self.gradient)

    @torch.no_grad()
    def totals(self, x: Tensor, y: Tensor) -> Tensor:
        """Sums of loss and metric in evaluation mode, [K, 3]; see `Objective.totals`."""
        return self.objective.totals(self.evaluated(x), y)

    @torch.no_grad()
    def evaluated(self, x: Tensor) -> Tensor:
        """The outputs in evaluation mode, [K, B, ...]."""
        self.model.eval()
        outputs = self._outputs(x)
        self.model.train()
        return outputs

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

    def _outputs(self, x: Tensor) -> Tensor:
        """[K, B, ...] → [K, B, ...]."""
        values = {**self.layout.views(self.flat), **self.fixed, **self.buffers}
        if x.ndim == 5 and (self._norms or x.shape[1] >= MANY):
            x = x.permute(1, 3, 4, 0, 2).contiguous().permute(3, 0, 4, 1, 2)
        with sdpa_kernel(SDPBackend.MATH):  # the fused kernel takes one model at a time
            outputs: Tensor = vmap(self._output)([values[name] for name in self._slots.names], x)
        return outputs

    def _output(self, values: list[Tensor], x: Tensor) -> Tensor:
        with self._slots.holding(values):
            output: Tensor = self.model(x)
        return output


class Slots:
    """Where a module keeps its tensors: `torch.func.functional_call` for a module whose parts do not change.

    It looks the places up once and not at every call, which is a third of a small model's step.

    Attributes:
        names: of the parameters and buffers; a shared one stands once for each of its places.
    """

    def __init__(self, model: nn.Module) -> None:
        owned = {id(tensor): name for name, tensor in (*model.named_parameters(), *model.named_buffers())}
        self._places: list[tuple[dict[str, Any], str]] = [
            (table, key)
            for module in model.modules()
            for table in (module._parameters, module._buffers)
            for key, tensor in table.items()
            if tensor is not None
        ]
        self._own: list[Tensor] = [table[key] for table, key in self._places]
        self.names = [owned[id(tensor)] for tensor in self._own]

    @contextmanager
    def holding(self, values: Sequence[Tensor]) -> Iterator[None]:
        """The module computes with other tensors, given in the order of `names`."""
        try:
            for (table, key), value in zip(self._places, values, strict=True):
                table[key] = value
            yield
        finally:
            for (table, key), value in zip(self._places, self._own, strict=True):
                table[key] = value


def _stack(models: Sequence[nn.Module], names: dict[str, Tensor]) -> dict[str, Tensor]:
    owned = [{**dict(model.named_parameters()), **dict(model.named_buffers())} for model in models]
    return {name: torch.stack([found[name].detach() for found in owned]) for name in names}
