# expect: none
# why: A least-squares GAN compares raw scores with 0 and 1.
import torch
from torch import nn

D = nn.Sequential(nn.Linear(6, 6), nn.LeakyReLU(0.2), nn.Linear(6, 1))
mse = nn.MSELoss()
loss = mse(D(torch.randn(4, 6)), torch.ones(4, 1)) + mse(D(torch.randn(4, 6)), torch.zeros(4, 1))
loss.backward()
