"""A normalizer-free residual network: scaled activations, standardized weights."""

import torch
from torch import Tensor, nn


@torch.no_grad()
def gamma(activation: nn.Module) -> float:
    """1 / std of activation(z) for z ~ N(0, 1), by quadrature."""
    z = torch.linspace(-8, 8, 4001)
    density = torch.softmax(-z.square() / 2, dim=0)
    value = activation(z)
    mean = (density * value).sum()
    return (density * (value - mean).square()).sum().rsqrt().item()


class ScaledActivation(nn.Module):
    """gamma * activation(x): variance 1 in, variance 1 out."""

    def __init__(self) -> None:
        super().__init__()
        self.activation = ACT()
        self.gamma = gamma(self.activation)

    def forward(self, x: Tensor) -> Tensor:
        y: Tensor = self.gamma * self.activation(x)
        return y


class ScaledConv2d(nn.Conv2d):
    """A convolution whose filters have mean 0 and variance gain² / fan_in."""

    def __init__(self, c_in: int, c_out: int, kernel: int, stride: int = 1) -> None:
        super().__init__(c_in, c_out, kernel, stride, padding=kernel // 2)
        self.gain = nn.Parameter(torch.ones(c_out, 1, 1, 1))

    def forward(self, x: Tensor) -> Tensor:
        fan_in = self.weight[0].numel()
        variance, mean = torch.var_mean(self.weight, dim=(1, 2, 3), keepdim=True)
        scale = self.gain * (variance * fan_in + 1e-6).rsqrt()
        return self._conv_forward(x, (self.weight - mean) * scale, self.bias)


class Block(nn.Module):
    """shortcut + alpha * skip_gain * branch(beta * x), beta = 1 / expected std of x."""

    def __init__(
        self, c_in: int, c_out: int, stride: int, alpha: float, beta: float
    ) -> None:
        super().__init__()
        self.alpha = alpha
        self.beta = beta
        self.activation = ScaledActivation()
        self.branch = nn.Sequential(
            ScaledConv2d(c_in, c_out, 3, stride),
            ScaledActivation(),
            ScaledConv2d(c_out, c_out, 3),
        )
        self.projection: nn.Module | None = None
        if stride != 1 or c_in != c_out:
            self.projection = ScaledConv2d(c_in, c_out, 1, stride)
        self.skip_gain = nn.Parameter(torch.zeros(()))  # a block starts as its shortcut

    def forward(self, x: Tensor) -> Tensor:
        y = self.activation(x) * self.beta
        shortcut: Tensor = x if self.projection is None else self.projection(y)
        return shortcut + self.alpha * self.skip_gain * self.branch(y)


class NFNet(nn.Module):
    #: if layout == "vector"
    """Maps images [B, in_channels, H, W] to features [B, 4 * width]."""
    #: else
    """Maps images [B, in_channels, H, W] to features [B, 4 * width, H, W]."""
    #: end

    def __init__(self, in_channels: int, width: int, alpha: float = 0.2) -> None:
        super().__init__()
        #: if layout == "vector"
        stride = 2
        #: else
        stride = 1  # keeps the resolution
        #: end
        beta = (1 + alpha**2) ** -0.5  # a block adds alpha² to the variance
        self.layers = nn.Sequential(
            ScaledConv2d(in_channels, width, 3),
            Block(width, width, 1, alpha, beta=1.0),
            Block(width, 2 * width, stride, alpha, beta),
            Block(2 * width, 4 * width, stride, alpha, beta),
            ScaledActivation(),
        )

    def forward(self, x: Tensor) -> Tensor:
        features: Tensor = self.layers(x)
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
    x = torch.randn(batch, in_channels, size, size)
    backbone = NFNet(in_channels, width)
    feature_size = 4 * width
