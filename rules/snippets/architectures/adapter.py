"""Adapters: small trainable bottlenecks inside a frozen pretrained network."""

import torch
from torch import Tensor, nn

#: init


class Adapter(nn.Module):
    #: if activation == "identity"
    """x + up(down(x)): low rank and linear, so it can be merged into the host (LoRA)."""
    #: elif gated
    """x + up(act(gate x) * down(x)): a bottleneck that starts as the identity."""
    #: else
    """x + up(act(down(x))): a bottleneck that starts as the identity."""
    #: end

    def __init__(self, width: int, bottleneck: int) -> None:
        super().__init__()
        #: if activation == "identity"
        self.down = nn.Linear(width, bottleneck, bias=False)
        self.up = nn.Linear(bottleneck, width, bias=False)
        #: else
        self.down = nn.Linear(width, bottleneck)
        #: if gated
        self.gate = nn.Linear(width, bottleneck)
        #: end
        self.act = ACT()
        self.up = nn.Linear(bottleneck, width)
        #: end
        self.apply(init_weights)
        nn.init.zeros_(self.up.weight)  # only this one: a zero pair would never learn

    def forward(self, x: Tensor) -> Tensor:
        #: if activation == "identity"
        return x + self.up(self.down(x))
        #: elif gated
        #: if activation == "gated_tanh"
        return x + self.up(self.act(self.gate(x)) * self.down(x).sigmoid())
        #: else
        return x + self.up(self.act(self.gate(x)) * self.down(x))
        #: end
        #: else
        return x + self.up(self.act(self.down(x)))
        #: end


class Adapted(nn.Module):
    #: if layout == "vector"
    """Frozen layers with an adapter after each: x [B, T, width] -> mean [B, width]."""
    #: else
    """Frozen layers with an adapter after each: x [B, T, width] -> [B, T, width]."""
    #: end

    def __init__(self, layers: list[nn.Module], width: int, bottleneck: int) -> None:
        super().__init__()
        self.layers = nn.ModuleList(layers).requires_grad_(False)
        self.adapters = nn.ModuleList(Adapter(width, bottleneck) for _ in layers)

    def forward(self, x: Tensor) -> Tensor:
        for layer, adapter in zip(self.layers, self.adapters):
            x = adapter(layer(x))
        #: if layout == "vector"
        return x.mean(dim=1)
        #: else
        return x
        #: end


if __name__ == "__main__":
    torch.manual_seed(0)
    batch = 8
    length = 16
    width = 48
    bottleneck = 8
    x = torch.randn(batch, length, width)
    pretrained: list[nn.Module] = [  # the layers of your checkpoint
        nn.TransformerEncoderLayer(width, 4, 4 * width, 0.0, "gelu", batch_first=True)
        for _ in range(2)
    ]
    backbone = Adapted(pretrained, width, bottleneck)
    feature_size = width
