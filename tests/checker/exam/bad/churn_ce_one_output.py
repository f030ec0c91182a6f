# expect: ACT117@11
# why: A binary churn model has one output and nn.CrossEntropyLoss: the loss is 0 from the start.
import torch
from torch import nn

churn = nn.Sequential(nn.Linear(9, 16), nn.BatchNorm1d(16), nn.ReLU(), nn.Linear(16, 1))
optimizer = torch.optim.Adam(churn.parameters())
criterion = nn.CrossEntropyLoss()
for _ in range(2):
    optimizer.zero_grad()
    loss = criterion(churn(torch.randn(6, 9)), torch.zeros(6, dtype=torch.long))
    loss.backward()
    optimizer.step()
