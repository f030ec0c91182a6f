# expect: none

import torch
import torch.nn.functional as F
from torch import nn

net = nn.Sequential(nn.Linear(5, 12), nn.ReLU(), nn.Linear(12, 3))
opt = torch.optim.Adam(net.parameters())
history = []
for epoch in range(4):
    x, y = torch.randn(10, 5), torch.randint(0, 3, (10,))
    out = net(x)
    loss = F.cross_entropy(out, y)
    loss.backward()
    opt.step()
    opt.zero_grad()
    out = F.softmax(out, dim=1)
    history.append(out.max(1).values.mean().item())
    top2 = out.topk(2, dim=1)
    print(epoch, loss.item(), (top2.values[:, 0] - top2.values[:, 1]).mean().item())
