"""Orthogonal initialization of actor-critic networks."""

from torch import nn


def init_weights(module: nn.Module) -> None:
    """Orthogonal weights with gain sqrt(2), zero bias; heads get a gain of their own."""
    if isinstance(module, (nn.Linear, nn.Conv1d, nn.Conv2d)):
        nn.init.orthogonal_(module.weight, gain=2**0.5)
        if module.bias is not None:
            nn.init.zeros_(module.bias)
