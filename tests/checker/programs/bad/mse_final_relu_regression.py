# expect: ACT114@12
# why: A regression network ends with ReLU and cannot predict negative targets.
import torch
from torch import nn

reg = nn.Sequential(nn.Linear(5, 16), nn.ReLU(), nn.Linear(16, 1), nn.ReLU())
criterion = nn.MSELoss()
opt = torch.optim.Adam(reg.parameters())
for _ in range(2):
    x = torch.randn(8, 5)
    y = x.sum(1, keepdim=True)
    loss = criterion(reg(x), y)
    opt.zero_grad()
    loss.backward()
    opt.step()
