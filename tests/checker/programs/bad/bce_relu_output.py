# expect: ACT105@22
# why: ReLU outputs above 1 make BCELoss raise.
# raises: RuntimeError
import torch
import torch.nn as nn
import torch.nn.functional as F


class Ae(nn.Module):
    def __init__(self):
        super().__init__()
        self.enc = nn.Linear(9, 4)
        self.dec = nn.Linear(4, 9)

    def forward(self, x):
        code = F.relu(self.enc(x))
        return F.relu(self.dec(code))


ae = Ae()
x = torch.rand(8, 9)
loss = F.binary_cross_entropy(ae(x * 30), x)
loss.backward()
