# expect: ACT203@16|17
# why: The encoder names its activations and feeds the pre-activations on.
# allow: ACT201@17
import torch
import torch.nn as nn
import torch.nn.functional as F


class Encoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1, self.conv2 = nn.Conv2d(1, 4, 3), nn.Conv2d(4, 8, 3)

    def forward(self, x):
        conv1_out = self.conv1(x)
        conv1_act = F.leaky_relu(conv1_out, 0.1)
        conv2_out = self.conv2(conv1_out)
        return F.leaky_relu(conv2_out, 0.1).mean(dim=(2, 3))


Encoder()(torch.randn(1, 1, 8, 8)).sum().backward()
