"""A deep plain perceptron: no norm and no skip, so the init alone carries the signal."""

import torch
from torch import Tensor, nn

#: init


class DeepMLP(nn.Module):
    """Maps standardized x [B, in_features] to features [B, hidden]."""

    def __init__(self, in_features: int, hidden: int, depth: int) -> None:
        super().__init__()
        layers: list[nn.Module] = []
        for index in range(depth):
            layers.append(nn.Linear(in_features if index == 0 else hidden, hidden))
            layers.append(ACT())
        self.layers = nn.Sequential(*layers)
        self.apply(init_weights)

    def forward(self, x: Tensor) -> Tensor:
        features: Tensor = self.layers(x)
        return features


if __name__ == "__main__":
    torch.manual_seed(0)
    batch = 32
    in_features = 16
    hidden = 128
    depth = 30
    x = torch.randn(batch, in_features)
    backbone = DeepMLP(in_features, hidden, depth)
    feature_size = hidden
