"""Geometric initialization: the network starts as the distance to a sphere."""

import math

from torch import nn

RADIUS = 0.5


def init_weights(module: nn.Module) -> None:
    """Start close to |x| - RADIUS (SAL, Atzmon and Lipman 2019); layers need biases."""
    # apply() calls the whole model last, and only there the last layer is known
    layers = [layer for layer in module.modules() if isinstance(layer, nn.Linear)]
    for index, layer in enumerate(layers, 1):
        last = index == len(layers)
        mean = (math.pi / layer.in_features) ** 0.5 if last else 0.0
        std = 1e-4 if last else (2 / layer.out_features) ** 0.5
        nn.init.normal_(layer.weight, mean=mean, std=std)
        if layer.bias is not None:
            nn.init.constant_(layer.bias, -RADIUS if last else 0.0)
