# expect: ACT408@13
# why: The checkpoint's configuration says the tanh approximation, the block computes the exact GELU.
import torch
from torch import nn

CONFIG = {"hidden_act": "gelu_pytorch_tanh", "hidden_size": 8}


class Block(nn.Module):
    def __init__(self, size):
        super().__init__()
        self.up, self.down = nn.Linear(size, 4 * size), nn.Linear(4 * size, size)
        self.act = nn.GELU()

    def forward(self, x):
        return x + self.down(self.act(self.up(x)))


print(Block(CONFIG["hidden_size"])(torch.randn(2, 8)).mean())
