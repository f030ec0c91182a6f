"""The written rule: which models are trained as a stack, and which one after another."""

from __future__ import annotations

from torch import nn
from torch.nn.utils import parametrize


def stacks(model: nn.Module, batch: int) -> tuple[bool, str]:
    """Whether trials of a model train at once, and why; by the kind of its layers, its size and the batch alone."""
    for module in model.modules():
        if isinstance(module, nn.RNNBase):
            return False, f"{type(module).__name__} runs in a kernel that takes one model at a time"
        if parametrize.is_parametrized(module):
            return False, "a computed weight (spectral or weight norm) takes one model at a time"
    return True, "small enough to gain from it"
