"""The parameters of K models as one tensor, parameter by parameter: [K * size of the first, K * size of the next, ...].

In this order the K values of a parameter are one contiguous block, so a step needs no copies.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn


class Flat:
    """Where the trainable parameters of K models of one shape stand.

    Args:
        model: one of the models.
        models: how many there are, K.

    Attributes:
        names, shapes: of the parameters, in order.
    """

    def __init__(self, model: nn.Module, models: int) -> None:
        trained = [(name, p) for name, p in model.named_parameters() if p.requires_grad]
        self.models = models
        self.names = [name for name, _ in trained]
        self.shapes = [(models, *p.shape) for _, p in trained]
        self._sizes = [models * p.numel() for _, p in trained]

    def joined(self, models: Sequence[nn.Module]) -> Tensor:
        """[K * P], a copy of the models' parameters."""
        owned = [dict(model.named_parameters()) for model in models]
        return torch.cat([torch.stack([found[name].detach() for found in owned]).flatten() for name in self.names])

    def views(self, flat: Tensor) -> dict[str, Tensor]:
        """[K * P] → the parameters [K, ...] as views."""
        parts = flat.split(self._sizes)
        return {name: part.view(shape) for name, part, shape in zip(self.names, parts, self.shapes, strict=True)}

    def spread(self, values: Sequence[float], like: Tensor) -> Tensor:
        """One value for each model → [K * P]."""
        each = torch.tensor(values, dtype=like.dtype, device=like.device)
        return torch.cat([each.repeat_interleave(size // self.models) for size in self._sizes])

    def norms(self, flat: Tensor) -> Tensor:
        """[K * P] → the L2 norm of each model's part, [K]."""
        squares = [part.flatten(1).square().sum(1) for part in self.views(flat).values()]
        return torch.stack(squares).sum(0).sqrt()
