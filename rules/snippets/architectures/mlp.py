"""A multilayer perceptron; the norm stands between each linear layer and its activation."""

import torch
from torch import Tensor, nn

#: init


class MLP(nn.Module):
    """Maps x [B, in_features] to features [B, hidden]."""

    def __init__(self, in_features: int, hidden: int, depth: int) -> None:
        super().__init__()
        layers: list[nn.Module] = []
        for index in range(depth):
            #: if gated
            layers.append(GatedLinear(in_features if index == 0 else hidden, hidden))
            #: if norm != "none"
            layers.append(NORM_VECTOR(hidden))
            #: end
            #: else
            size = in_features if index == 0 else hidden
            #: if norm == "batchnorm"
            layers.append(nn.Linear(size, hidden, bias=False))
            #: else
            layers.append(nn.Linear(size, hidden))
            #: end
            #: if norm != "none"
            layers.append(NORM_VECTOR(hidden))
            #: end
            layers.append(ACT())
            #: end
        self.layers = nn.Sequential(*layers)
        self.apply(init_weights)

    def forward(self, x: Tensor) -> Tensor:
        features: Tensor = self.layers(x)
        return features


if __name__ == "__main__":
    torch.manual_seed(0)
    batch = 32
    in_features = 16
    hidden = 64
    depth = 3
    x = torch.randn(batch, in_features)
    backbone = MLP(in_features, hidden, depth)
    feature_size = hidden
