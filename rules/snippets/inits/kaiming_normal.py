"""He initialization, normal."""

from torch import nn


def init_weights(module: nn.Module) -> None:
    #: if activation in ("leaky_relu", "prelu", "rrelu")
    """He init for slope SLOPE: gain sqrt(2 / (1 + slope²)), zero bias (He 2015)."""
    #: else
    """He init: weight std sqrt(2 / fan_in), zero bias (He et al. 2015)."""
    #: end
    if isinstance(module, (nn.Linear, nn.Conv1d, nn.Conv2d, nn.Conv3d)):
        #: if activation in ("leaky_relu", "prelu", "rrelu")
        nn.init.kaiming_normal_(module.weight, a=SLOPE, nonlinearity="leaky_relu")
        #: else
        nn.init.kaiming_normal_(module.weight, nonlinearity="relu")
        #: end
        if module.bias is not None:
            nn.init.zeros_(module.bias)
