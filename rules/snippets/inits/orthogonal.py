"""Orthogonal initialization, recurrent matrices included."""

from torch import nn


def init_weights(module: nn.Module) -> None:
    """Orthogonal weights with gain GAIN; recurrent matrices with gain 1; zero bias."""
    if isinstance(module, (nn.Linear, nn.Conv1d, nn.Conv2d, nn.Conv3d)):
        nn.init.orthogonal_(module.weight, gain=GAIN)
        if module.bias is not None:
            nn.init.zeros_(module.bias)
    if isinstance(module, (nn.RNN, nn.GRU, nn.LSTM)):
        for name, parameter in module.named_parameters():
            if name.startswith("weight_hh"):
                for gate in parameter.detach().split(module.hidden_size):
                    nn.init.orthogonal_(gate)
