# expect: ACT102@22, ACT102@23
# why: Deep supervision: every side output passes a sigmoid before cross entropy over two channels.
import torch
import torch.nn as nn
import torch.nn.functional as F


class Side(nn.Module):
    def __init__(self):
        super().__init__()
        self.c1, self.c2 = nn.Conv2d(3, 4, 3, padding=1), nn.Conv2d(4, 4, 3, padding=1)
        self.s1, self.s2 = nn.Conv2d(4, 2, 1), nn.Conv2d(4, 2, 1)

    def forward(self, x):
        a = F.relu(self.c1(x))
        b = F.relu(self.c2(a))
        return torch.sigmoid(self.s1(a)), torch.sigmoid(self.s2(b))


o1, o2 = Side()(torch.randn(1, 3, 4, 4))
t = torch.randint(0, 2, (1, 4, 4))
loss = F.cross_entropy(o1, t)
loss = loss + F.cross_entropy(o2, t)
loss.backward()
