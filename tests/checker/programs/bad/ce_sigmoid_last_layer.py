# expect: ACT102@12
# why: A sigmoid squeezes every class score before cross entropy.
import torch
from torch import nn

net = nn.Sequential(nn.Linear(20, 16), nn.ReLU(), nn.Linear(16, 5), nn.Sigmoid())
criterion = nn.CrossEntropyLoss()
optimizer = torch.optim.Adam(net.parameters(), lr=1e-3)
for _ in range(2):
    x, y = torch.randn(8, 20), torch.randint(0, 5, (8,))
    optimizer.zero_grad()
    criterion(net(x), y).backward()
    optimizer.step()
