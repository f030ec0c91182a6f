# expect: none
# why: softplus of raw scores is the non-saturating GAN loss.
import torch
import torch.nn as nn
import torch.nn.functional as F

D = nn.Sequential(nn.Linear(4, 8), nn.LeakyReLU(0.2), nn.Linear(8, 1))
real, fake = torch.randn(5, 4), torch.randn(5, 4)
loss = F.softplus(D(fake)).mean() + F.softplus(-D(real)).mean()
loss.backward()
