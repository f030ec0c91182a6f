"""A pooler: turns the hidden states of an encoder into one vector."""

import torch
from torch import Tensor, nn

#: init


class Pooler(nn.Module):
    #: if activation == "identity"
    """Maps hidden states [B, T, width] to their mean [B, width], linearly mapped."""
    #: else
    """Maps hidden states [B, T, width] to act(linear(first token)) [B, width]."""
    #: end

    def __init__(self, width: int) -> None:
        super().__init__()
        self.norm = NORM_VECTOR(width)
        #: if gated
        self.gate = nn.Linear(width, width)
        #: end
        self.dense = nn.Linear(width, width)
        #: if activation != "identity"
        self.act = ACT()
        #: end
        self.apply(init_weights)

    def forward(self, states: Tensor) -> Tensor:
        #: if activation == "identity"
        features: Tensor = self.dense(self.norm(states.mean(dim=1)))
        #: elif gated
        first = self.norm(states[:, 0])
        #: if activation == "gated_tanh"
        features: Tensor = self.act(self.gate(first)) * self.dense(first).sigmoid()
        #: else
        features: Tensor = self.act(self.gate(first)) * self.dense(first)
        #: end
        #: else
        features: Tensor = self.act(self.dense(self.norm(states[:, 0])))
        #: end
        return features


if __name__ == "__main__":
    torch.manual_seed(0)
    batch = 16
    length = 12
    width = 48
    x = torch.randn(batch, length, width)  # the last hidden states of the encoder
    backbone = Pooler(width)
    feature_size = width
