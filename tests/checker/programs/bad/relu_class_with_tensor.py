# expect: ACT401@15
# why: nn.ReLU(x) builds a module; the next layer gets no tensor.
# raises: TypeError
import torch
import torch.nn as nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(5, 8)
        self.fc2 = nn.Linear(8, 2)

    def forward(self, x):
        x = nn.ReLU(self.fc1(x))
        return self.fc2(x)


Net()(torch.randn(3, 5))
