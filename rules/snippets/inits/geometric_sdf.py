"""Geometric initialization: the network starts as the distance to a sphere."""

import math

from torch import nn

RADIUS = 0.5


def init_weights(module: nn.Module) -> None:
    """Start close to |x| - RADIUS (SAL, Atzmon and Lipman 2019)."""
    # apply() calls the whole model last, and only there the last layer is known
    layers = [layer for layer in module.modules() if isinstance(layer, nn.Linear)]
    for layer in layers[:-1]:
        nn.init.normal_(layer.weight, std=(2 / layer.out_features) ** 0.5)
        nn.init.zeros_(layer.bias)
    for layer in layers[-1:]:
        mean = (math.pi / layer.in_features) ** 0.5
        nn.init.normal_(layer.weight, mean=mean, std=1e-4)
        nn.init.constant_(layer.bias, -RADIUS)
