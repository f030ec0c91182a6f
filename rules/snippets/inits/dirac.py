"""Dirac initialization: a convolution that starts as the identity."""

from torch import nn


def init_weights(module: nn.Module) -> None:
    """Convolutions pass their input through; zero bias."""
    if isinstance(module, (nn.Conv1d, nn.Conv2d, nn.Conv3d)):
        nn.init.dirac_(module.weight, module.groups)
        if module.bias is not None:
            nn.init.zeros_(module.bias)
