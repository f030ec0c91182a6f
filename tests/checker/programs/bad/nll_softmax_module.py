# expect: ACT106@10
# why: NLLLoss gets probabilities, so the loss is negative.
import torch
from torch import nn

net = nn.Sequential(nn.Linear(20, 5), nn.Softmax(dim=1))
criterion = nn.NLLLoss()
opt = torch.optim.SGD(net.parameters(), lr=0.1)
for _ in range(2):
    loss = criterion(net(torch.randn(8, 20)), torch.randint(0, 5, (8,)))
    opt.zero_grad()
    loss.backward()
    opt.step()
