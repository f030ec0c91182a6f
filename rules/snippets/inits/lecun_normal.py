"""LeCun initialization: what SELU needs."""

from torch import nn


def init_weights(module: nn.Module) -> None:
    """LeCun init: weight std 1 / sqrt(fan_in), zero bias."""
    if isinstance(module, (nn.Linear, nn.Conv1d, nn.Conv2d, nn.Conv3d)):
        nn.init.kaiming_normal_(module.weight, nonlinearity="linear")
        if module.bias is not None:
            nn.init.zeros_(module.bias)
