# expect: none

import torch
from torch import nn


class Matting(nn.Module):
    def __init__(self):
        super().__init__()
        self.c1 = nn.Conv2d(4, 8, 3, padding=1)
        self.c2 = nn.Conv2d(8, 1, 1)

    def forward(self, x):
        return torch.sigmoid(self.c2(torch.nn.functional.silu(self.c1(x))))


def step(model, x, alpha, opt, device_type):
    criterion = nn.BCELoss()
    with torch.autocast(device_type, dtype=torch.bfloat16):
        pred = model(x)
        with torch.autocast(device_type, enabled=False):
            inner = criterion(pred.float(), alpha)
    outer = (pred.float() - alpha).abs().mean()
    opt.zero_grad()
    (inner + outer).backward()
    opt.step()


m = Matting()
step(m, torch.rand(2, 4, 8, 8), torch.rand(2, 1, 8, 8), torch.optim.Adam(m.parameters()), "cpu")
