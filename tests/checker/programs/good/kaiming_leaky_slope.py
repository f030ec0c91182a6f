# expect: none
# why: a holds the slope of the leaky ReLU.
import torch
import torch.nn as nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(8, 8)
        self.act = nn.LeakyReLU(0.2)
        self.out = nn.Linear(8, 2)
        nn.init.kaiming_normal_(self.fc.weight, a=0.2, nonlinearity="leaky_relu")

    def forward(self, x):
        return self.out(self.act(self.fc(x)))


nn.CrossEntropyLoss()(Net()(torch.randn(3, 8)), torch.tensor([0, 1, 1])).backward()
