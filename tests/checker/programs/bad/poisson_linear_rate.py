# expect: ACT122@9
# why: log_input=False on an unbounded linear output gives NaN for negative rates.
import torch
import torch.nn as nn

counts = nn.Sequential(nn.Linear(6, 8), nn.ReLU(), nn.Linear(8, 1))
criterion = nn.PoissonNLLLoss(log_input=False)
x, y = torch.randn(12, 6), torch.poisson(torch.ones(12, 1))
loss = criterion(counts(x), y)
loss.backward()
