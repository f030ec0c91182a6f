"""A CRNN for text lines: convolutions squeeze the height, an LSTM reads the width."""

import torch
from torch import Tensor, nn

#: init


def conv_block(c_in: int, c_out: int, stride: int | tuple[int, int]) -> nn.Sequential:
    """3x3 convolution, norm, activation: [B, c_in, H, W] -> [B, c_out, H', W']."""
    return nn.Sequential(
        nn.Conv2d(c_in, c_out, 3, stride, padding=1, bias=False),
        NORM_MAP(c_out),
        ACT(),
    )


class CRNN(nn.Module):
    """Maps text lines [B, in_channels, H, W] to features [B, W / 4, 2 * width]."""

    def __init__(self, in_channels: int, width: int) -> None:
        super().__init__()
        self.convolutions = nn.Sequential(
            conv_block(in_channels, width, stride=2),
            conv_block(width, 2 * width, stride=2),
            conv_block(2 * width, 2 * width, stride=(2, 1)),  # only the height
        )
        self.reader = nn.LSTM(2 * width, width, batch_first=True, bidirectional=True)
        self.apply(init_weights)

    def forward(self, x: Tensor) -> Tensor:
        columns = self.convolutions(x).mean(dim=2).transpose(1, 2)
        features: Tensor = self.reader(columns)[0]
        return features


if __name__ == "__main__":
    torch.manual_seed(0)
    batch = 4
    in_channels = 1
    image_height = 32
    image_width = 64
    width = 32
    #: require image_height % 8 == 0
    #: require image_width % 4 == 0
    #: if norm == "groupnorm"
    #: require width % 8 == 0
    #: end
    x = torch.randn(batch, in_channels, image_height, image_width)
    backbone = CRNN(in_channels, width)
    feature_size = 2 * width
    length = image_width // 4
