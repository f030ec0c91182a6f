# expect: ACT403@14
# why: nn.Linear is made inside forward, so its weights are new at every call.
import torch
import torch.nn as nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 4, 3)

    def forward(self, x):
        x = torch.relu(self.conv(x)).flatten(1)
        fc = nn.Linear(x.shape[1], 10)
        return fc(x)


nn.CrossEntropyLoss()(Net()(torch.randn(2, 3, 5, 5)), torch.tensor([1, 9])).backward()
