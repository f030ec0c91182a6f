"""LSTM: remember by default."""

from torch import nn


def init_weights(module: nn.Module) -> None:
    """Forget-gate bias 1; PyTorch adds two biases per gate, so the other one is 0."""
    if isinstance(module, nn.LSTM):
        forget = slice(module.hidden_size, 2 * module.hidden_size)
        for name, parameter in module.named_parameters():
            if name.startswith("bias_ih"):
                nn.init.ones_(parameter.detach()[forget])
            elif name.startswith("bias_hh"):
                nn.init.zeros_(parameter.detach()[forget])
