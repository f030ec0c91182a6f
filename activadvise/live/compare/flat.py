"""The parameters of K models as one tensor [K, P]."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn


class Flat:
    """Where each trainable parameter of a model stands in a flat row.

    Attributes:
        names, shapes, sizes: of the parameters, in their order in the row.
    """

    def __init__(self, model: nn.Module) -> None:
        trained = [(name, p) for name, p in model.named_parameters() if p.requires_grad]
        self.names = [name for name, _ in trained]
        self.shapes = [p.shape for _, p in trained]
        self.sizes = [p.numel() for _, p in trained]

    def rows(self, models: Sequence[nn.Module]) -> Tensor:
        """[K, P], a copy."""
        owned = [dict(model.named_parameters()) for model in models]
        return torch.stack([torch.cat([found[name].detach().flatten() for name in self.names]) for found in owned])

    def views(self, flat: Tensor) -> dict[str, Tensor]:
        """[K, P] → the parameters [K, ...] as views."""
        parts = flat.split(self.sizes, dim=1)
        return {
            name: part.unflatten(1, shape) if shape else part.squeeze(1)
            for name, part, shape in zip(self.names, parts, self.shapes, strict=True)
        }
