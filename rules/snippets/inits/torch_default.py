"""PyTorch's own defaults."""

from torch import nn


def init_weights(module: nn.Module) -> None:
    """PyTorch's defaults, drawn again: U(±1 / sqrt(fan_in)) for weights and biases."""
    if isinstance(module, (nn.Linear, nn.Conv1d, nn.Conv2d, nn.Conv3d)):
        module.reset_parameters()
