"""A temporal convolutional network: dilated, residual, causal or with both sides."""

import torch
from torch import Tensor, nn
from torch.nn.utils.parametrizations import weight_norm

#: init


class TimeConv(nn.Module):
    #: if reach == "both"
    """Maps x [B, channels, T] to [B, out_channels, T]; sees the past and the future."""
    #: else
    """Maps x [B, channels, T] to [B, out_channels, T]; no output sees a later input."""
    #: end

    def __init__(self, channels: int, out_channels: int, dilation: int) -> None:
        super().__init__()
        #: if reach == "both"
        self.padding = (dilation, dilation)
        #: else
        self.padding = (2 * dilation, 0)
        #: end
        self.conv = nn.Conv1d(
            channels,
            out_channels,
            kernel_size=3,
            dilation=dilation,
            #: if norm not in ("none", "weightnorm")
            bias=False,
            #: end
        )

    def forward(self, x: Tensor) -> Tensor:
        y: Tensor = self.conv(nn.functional.pad(x, self.padding))
        return y


class Block(nn.Module):
    #: if activation == "gated_tanh"
    """x + conv(tanh(a) * sigmoid(b)) with a, b = conv(x)."""
    #: elif gated
    """x + conv(act(a) * b) with a, b = conv(x)."""
    #: else
    """x + conv(act(conv(x)))."""
    #: end

    def __init__(self, hidden: int, dilation: int) -> None:
        super().__init__()
        #: if gated
        self.first = TimeConv(hidden, 2 * hidden, dilation)
        #: else
        self.first = TimeConv(hidden, hidden, dilation)
        #: end
        #: if norm not in ("none", "weightnorm")
        self.norm = NORM_SIGNAL(hidden)
        #: end
        self.act = ACT()
        self.second = TimeConv(hidden, hidden, dilation)

    def forward(self, x: Tensor) -> Tensor:
        #: if gated
        a, b = self.first(x).chunk(2, dim=1)
        #: if activation == "gated_tanh"
        y = self.act(a) * b.sigmoid()
        #: else
        y = self.act(a) * b
        #: end
        #: if norm not in ("none", "weightnorm")
        y = self.norm(y)
        #: end
        #: elif norm not in ("none", "weightnorm")
        y = self.act(self.norm(self.first(x)))
        #: else
        y = self.act(self.first(x))
        #: end
        out: Tensor = x + self.second(y)
        return out


class TCN(nn.Module):
    #: if layout == "vector" and reach == "both"
    """Maps x [B, T, in_features] to the mean of the features [B, hidden]."""
    #: elif layout == "vector"
    """Maps x [B, T, in_features] to the features [B, hidden] of the last step."""
    #: else
    """Maps x [B, T, in_features] to features [B, T, hidden]."""
    #: end

    def __init__(self, in_features: int, hidden: int, depth: int) -> None:
        super().__init__()
        self.project = nn.Conv1d(in_features, hidden, kernel_size=1)
        self.blocks = nn.Sequential(*[Block(hidden, 2**k) for k in range(depth)])
        self.apply(init_weights)
        with torch.no_grad():  # `depth` branches add up in the residual stream
            for name, weight in self.named_parameters():
                if name.endswith("second.conv.weight"):
                    weight.div_(depth)
        #: if norm == "weightnorm"
        for module in list(self.modules()):  # after the init, which sets plain weights
            if isinstance(module, nn.Conv1d):
                weight_norm(module)
        #: end

    def forward(self, x: Tensor) -> Tensor:
        features: Tensor = self.blocks(self.project(x.transpose(1, 2)))
        #: if layout == "vector" and reach == "both"
        return features.mean(dim=-1)
        #: elif layout == "vector"
        return features[..., -1]
        #: else
        return features.transpose(1, 2)
        #: end


if __name__ == "__main__":
    torch.manual_seed(0)
    batch = 16
    length = 32
    in_features = 8
    hidden = 32
    depth = 4
    x = torch.randn(batch, length, in_features)
    backbone = TCN(in_features, hidden, depth)
    feature_size = hidden
