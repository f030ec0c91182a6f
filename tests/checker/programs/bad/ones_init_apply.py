# expect: ACT305@9|24
# why: The init function sets every linear weight to one.
import torch
import torch.nn as nn


def weights_init(layer):
    if isinstance(layer, nn.Linear):
        nn.init.ones_(layer.weight)
        nn.init.zeros_(layer.bias)


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden = nn.Linear(3, 6)
        self.out = nn.Linear(6, 2)
        self.apply(weights_init)

    def forward(self, x):
        return self.out(torch.relu(self.hidden(x)))


nn.CrossEntropyLoss()(Net()(torch.randn(4, 3)), torch.randint(0, 2, (4,))).backward()
