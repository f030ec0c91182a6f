"""Xavier (Glorot) initialization, uniform."""

from torch import nn


def init_weights(module: nn.Module) -> None:
    """Xavier init: weight variance 2 / (fan_in + fan_out), zero bias."""
    if isinstance(module, (nn.Linear, nn.Conv1d, nn.Conv2d, nn.Conv3d)):
        nn.init.xavier_uniform_(module.weight)
        if module.bias is not None:
            nn.init.zeros_(module.bias)
