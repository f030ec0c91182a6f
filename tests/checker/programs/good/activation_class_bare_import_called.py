# expect: none
# why: ReLU()(x) and ReLU(inplace) are right, and the relu of functional takes the tensor.
import torch
from torch.nn import Linear, Module, ReLU, Sequential
from torch.nn.functional import relu


class Net(Module):
    def __init__(self, inplace):
        super().__init__()
        self.fc = Sequential(Linear(5, 8), ReLU(inplace), Linear(8, 8))
        self.out = Linear(8, 2)

    def forward(self, x):
        x = relu(self.out(ReLU()(self.fc(x))))
        return x


Net(True)(torch.randn(3, 5))
