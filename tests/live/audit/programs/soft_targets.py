# ACT503
import torch
from torch import nn

# Labels of several annotators: votes, not shares.
votes = torch.tensor([[3.0, 1.0, 0.0], [0.0, 2.0, 2.0], [1.0, 1.0, 2.0], [4.0, 0.0, 0.0]])
votes = votes / votes.sum(dim=1, keepdim=True)  # GOOD
sounds = torch.randn(4, 2, 16)
ears = nn.Sequential(
    nn.Conv1d(2, 6, 5),
    nn.LeakyReLU(0.1),
    nn.AdaptiveMaxPool1d(1),
    nn.Flatten(),
    nn.Linear(6, 3),  # SOURCE
)
criterion = nn.CrossEntropyLoss()
optimizer = torch.optim.NAdam(ears.parameters())
for _ in range(3):
    loss = criterion(ears(sounds), votes)  # LOSS
    loss.backward()
    optimizer.step()
    optimizer.zero_grad()
