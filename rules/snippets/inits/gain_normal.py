"""Normal initialization with the gain that keeps the variance of the pre-activations."""

from torch import nn


def init_weights(module: nn.Module) -> None:
    """Weight std GAIN / sqrt(fan_in), zero bias: keeps E[z²] = 1 from layer to layer."""
    if isinstance(module, (nn.Linear, nn.Conv1d, nn.Conv2d, nn.Conv3d)):
        fan_in = module.weight[0].numel()
        nn.init.normal_(module.weight, std=GAIN / fan_in**0.5)
        if module.bias is not None:
            nn.init.zeros_(module.bias)
