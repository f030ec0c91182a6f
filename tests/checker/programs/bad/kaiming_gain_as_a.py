# expect: ACT301@11
# why: The gain is passed as the negative slope a.
import torch
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(10, 10)
        nn.init.kaiming_normal_(self.fc.weight, a=nn.init.calculate_gain("relu"))
        nn.init.zeros_(self.fc.bias)

    def forward(self, x):
        return torch.relu(self.fc(x))


Net()(torch.randn(2, 10)).sum().backward()
