"""SIREN's initialization for layers that end in sin(30 · x)."""

from torch import nn

OMEGA = 30.0


def init_weights(module: nn.Module) -> None:
    """First layer U(±1 / fan_in), later ones U(±sqrt(6 / fan_in) / 30)."""
    # apply() calls the whole model last, and only there the first layer is known
    layers = [layer for layer in module.modules() if isinstance(layer, nn.Linear)]
    for index, layer in enumerate(layers):
        fan_in = layer.in_features
        bound = 1 / fan_in if index == 0 else (6 / fan_in) ** 0.5 / OMEGA
        nn.init.uniform_(layer.weight, -bound, bound)
