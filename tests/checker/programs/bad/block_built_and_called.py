# expect: ACT403@31
# why: The gate's own submodule has weights, and all of it is made anew in each forward.
import torch
import torch.nn as nn


class Squeeze(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.layers = nn.Sequential(nn.Conv2d(channels, 2, 1), nn.ReLU(), nn.Conv2d(2, channels, 1))

    def forward(self, x):
        return torch.sigmoid(self.layers(x.mean((2, 3), keepdim=True)))


class Gate(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.squeeze = Squeeze(channels)

    def forward(self, x):
        return x * self.squeeze(x)


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 5, 3)

    def forward(self, x):
        return Gate(5)(self.conv(x)).mean((2, 3))


nn.MSELoss()(Net()(torch.randn(2, 3, 8, 8)), torch.randn(2, 5)).backward()
