# expect: ACT401@15
# why: ReLU(x) builds a module with x as its option; torch.nn's class was imported by its bare name.
# raises: TypeError
import torch
from torch.nn import Linear, Module, ReLU


class Net(Module):
    def __init__(self):
        super().__init__()
        self.fc1 = Linear(5, 8)
        self.fc2 = Linear(8, 2)

    def forward(self, x):
        x = ReLU(self.fc1(x))
        return self.fc2(x)


Net()(torch.randn(3, 5))
