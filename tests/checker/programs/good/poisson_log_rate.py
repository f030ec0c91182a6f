# expect: none
# why: The default log_input=True takes the linear output as the log rate.
import torch
from torch import nn

model = nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 1))
loss = nn.PoissonNLLLoss()(model(torch.randn(5, 4)), torch.poisson(torch.ones(5, 1)))
loss.backward()
