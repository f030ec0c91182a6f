# expect: none
# why: Configuration and code name the same approximation.
import torch
import torch.nn.functional as F
from torch import nn

CONFIG = dict(hidden_act="gelu_new", hidden_size=8)


class Block(nn.Module):
    def __init__(self, size):
        super().__init__()
        self.up, self.down = nn.Linear(size, 4 * size), nn.Linear(4 * size, size)

    def forward(self, x):
        return x + self.down(F.gelu(self.up(x), approximate="tanh"))


print(Block(CONFIG["hidden_size"])(torch.randn(2, 8)).mean())
