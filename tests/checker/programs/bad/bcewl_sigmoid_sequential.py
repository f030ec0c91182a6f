# expect: ACT103@14
# why: BCEWithLogitsLoss replaced BCELoss but the final Sigmoid stayed.
import torch
import torch.nn as nn

model = nn.Sequential(
    nn.Linear(12, 8),
    nn.ReLU(),
    nn.Linear(8, 1),
    nn.Sigmoid(),
)
criterion = nn.BCEWithLogitsLoss(pos_weight=torch.tensor([3.0]))
x, y = torch.randn(10, 12), torch.rand(10, 1).round()
loss = criterion(model(x), y)
loss.backward()
