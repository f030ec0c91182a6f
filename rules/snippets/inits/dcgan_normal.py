"""DCGAN's initialization."""

from torch import nn

LAYERS = (nn.Linear, nn.Conv1d, nn.Conv2d, nn.ConvTranspose1d, nn.ConvTranspose2d)


def init_weights(module: nn.Module) -> None:
    """Weights N(0, 0.02²); BatchNorm weights N(1, 0.02²), bias 0."""
    if isinstance(module, LAYERS):
        nn.init.normal_(module.weight, std=0.02)
        if module.bias is not None:
            nn.init.zeros_(module.bias)
    if isinstance(module, (nn.BatchNorm1d, nn.BatchNorm2d)):
        nn.init.normal_(module.weight, mean=1.0, std=0.02)
        nn.init.zeros_(module.bias)
