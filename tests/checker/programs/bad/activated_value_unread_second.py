# expect: ACT203@18|19
# why: The second activation of three is computed and then forgotten.
# allow: ACT201@19
import torch
from torch import nn


class Deep(nn.Module):
    def __init__(self):
        super().__init__()
        self.l1, self.l2, self.l3 = nn.Linear(4, 8), nn.Linear(8, 8), nn.Linear(8, 2)
        self.act = nn.ELU()

    def forward(self, x):
        z1 = self.l1(x)
        a1 = self.act(z1)
        z2 = self.l2(a1)
        a2 = self.act(z2)
        return self.l3(z2)


Deep()(torch.randn(3, 4)).sum().backward()
