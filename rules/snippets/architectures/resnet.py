"""A residual network: the second activation of a block follows the addition."""

import torch
from torch import Tensor, nn

#: init


class Block(nn.Module):
    """act(shortcut(x) + branch(x)): [B, c_in, H, W] -> [B, c_out, H', W']."""

    def __init__(self, c_in: int, c_out: int, stride: int) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(c_in, c_out, 3, stride, padding=1, bias=False)
        self.norm1 = NORM_MAP(c_out)
        self.act1 = ACT()
        self.conv2 = nn.Conv2d(c_out, c_out, 3, padding=1, bias=False)
        self.norm2 = NORM_MAP(c_out)
        #: if norm in ("batchnorm", "groupnorm")
        nn.init.zeros_(self.norm2.weight)  # a block starts as its shortcut
        #: end
        self.act2 = ACT()
        self.shortcut: nn.Module = nn.Identity()
        if stride != 1 or c_in != c_out:
            self.shortcut = nn.Sequential(
                nn.Conv2d(c_in, c_out, 1, stride, bias=False),
                NORM_MAP(c_out),
            )

    def forward(self, x: Tensor) -> Tensor:
        branch = self.norm2(self.conv2(self.act1(self.norm1(self.conv1(x)))))
        y: Tensor = self.act2(self.shortcut(x) + branch)
        return y


class ResNet(nn.Module):
    #: if layout == "vector"
    """Maps images [B, in_channels, H, W] to features [B, 4 * width]."""
    #: else
    """Maps images [B, in_channels, H, W] to features [B, 4 * width, H, W]."""
    #: end

    def __init__(self, in_channels: int, width: int) -> None:
        super().__init__()
        self.stem = nn.Sequential(
            nn.Conv2d(in_channels, width, 3, padding=1, bias=False),
            NORM_MAP(width),
            ACT(),
        )
        #: if layout == "vector"
        stride = 2
        #: else
        stride = 1  # keeps the resolution
        #: end
        self.blocks = nn.Sequential(
            Block(width, width, stride=1),
            Block(width, 2 * width, stride),
            Block(2 * width, 4 * width, stride),
        )
        self.apply(init_weights)

    def forward(self, x: Tensor) -> Tensor:
        features: Tensor = self.blocks(self.stem(x))
        #: if layout == "vector"
        return features.mean(dim=(2, 3))
        #: else
        return features
        #: end


if __name__ == "__main__":
    torch.manual_seed(0)
    batch = 8
    in_channels = 3
    size = 16
    width = 16
    #: if norm == "groupnorm"
    #: require width % 8 == 0
    #: end
    x = torch.randn(batch, in_channels, size, size)
    backbone = ResNet(in_channels, width)
    feature_size = 4 * width
