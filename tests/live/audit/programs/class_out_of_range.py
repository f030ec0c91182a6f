# ACT502
import torch
from torch import nn

# Classes are counted from 1 in the file.
rows = torch.randn(12, 6)
kinds = torch.arange(12) % 3 + 1
kinds = kinds - 1  # GOOD
forest = nn.Linear(6, 3)  # SOURCE
optimizer = torch.optim.SGD(forest.parameters(), lr=0.1)
criterion = nn.CrossEntropyLoss()
for start in range(0, 12, 4):
    try:
        loss = criterion(forest(rows[start : start + 4]), kinds[start : start + 4])  # LOSS
    except IndexError:
        continue
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
