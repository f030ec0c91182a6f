"""The edge of chaos: signal and gradient keep their size over many plain layers."""

from torch import nn


def init_weights(module: nn.Module) -> None:
    """Weights N(0, WEIGHT_VARIANCE / fan_in), biases N(0, BIAS_VARIANCE)."""
    if isinstance(module, (nn.Linear, nn.Conv1d, nn.Conv2d, nn.Conv3d)):
        fan_in = module.weight[0].numel()
        nn.init.normal_(module.weight, std=(WEIGHT_VARIANCE / fan_in) ** 0.5)
        if module.bias is not None:
            nn.init.normal_(module.bias, std=BIAS_VARIANCE**0.5)
