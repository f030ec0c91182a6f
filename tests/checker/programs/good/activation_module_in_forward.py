# expect: none
# why: nn.ReLU()(x) in forward has no parameters and is harmless.
import torch
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a, self.b = nn.Linear(5, 7), nn.Linear(7, 3)

    def forward(self, x):
        x = nn.ReLU()(self.a(x))
        return nn.LogSoftmax(dim=1)(self.b(x))


nn.NLLLoss()(Net()(torch.randn(4, 5)), torch.randint(0, 3, (4,))).backward()
