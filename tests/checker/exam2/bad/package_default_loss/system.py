# expect: none

from torch import nn

from heads import HEADS


class System(nn.Module):
    def __init__(self, head="prob"):
        super().__init__()
        self.body = nn.Sequential(nn.Linear(6, 24), nn.Mish())
        self.head = HEADS[head](24, 4)

    def forward(self, x):
        return self.head(self.body(x))
