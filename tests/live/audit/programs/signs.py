# ACT502
import torch
from torch import nn, optim

left, right = torch.randn(14, 5), torch.randn(14, 5)
better = (left.sum(1) > right.sum(1)).float()
better = better * 2 - 1  # GOOD
judge = nn.Sequential(nn.Linear(5, 4), nn.Softsign(), nn.Linear(4, 1))  # SOURCE
criterion = nn.MarginRankingLoss(margin=0.1)
schedule = optim.lr_scheduler.StepLR(optimizer := optim.SGD(judge.parameters(), lr=0.1), 2)
for epoch in range(4):
    loss = criterion(judge(left).squeeze(1), judge(right).squeeze(1), better)  # LOSS
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    schedule.step()
