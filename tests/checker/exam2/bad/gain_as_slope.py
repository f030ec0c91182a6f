# expect: ACT301@22

import torch
import torch.nn as nn
from torch.nn import init


class ConvBlock(nn.Module):
    def __init__(self, c_in, c_out):
        super().__init__()
        self.conv = nn.Conv2d(c_in, c_out, 3, padding=1)
        self.act = nn.ReLU()

    def forward(self, x):
        return self.act(self.conv(x))


def init_model(model, nonlinearity="relu"):
    gain = init.calculate_gain(nonlinearity)
    for module in model.modules():
        if isinstance(module, (nn.Conv2d, nn.Linear)):
            init.kaiming_uniform_(module.weight, a=gain)
            if module.bias is not None:
                init.zeros_(module.bias)


net = nn.Sequential(ConvBlock(3, 16), ConvBlock(16, 16), nn.Flatten(), nn.Linear(16 * 64, 2))
init_model(net)
print(net(torch.randn(2, 3, 8, 8)).std())
