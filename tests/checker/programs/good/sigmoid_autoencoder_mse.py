# expect: none
# why: A sigmoid decoder reconstructs pixels in [0, 1] by MSE.
import torch
from torch import nn

ae = nn.Sequential(nn.Linear(16, 4), nn.ReLU(), nn.Linear(4, 16), nn.Sigmoid())
x = torch.rand(5, 16)
loss = nn.MSELoss()(ae(x), x)
loss.backward()
