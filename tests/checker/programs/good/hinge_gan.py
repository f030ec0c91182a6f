# expect: none
# why: A hinge GAN applies relu to margins of raw scores.
import torch
import torch.nn as nn
import torch.nn.functional as F

D, G = nn.Linear(5, 1), nn.Sequential(nn.Linear(2, 5), nn.Tanh())
real, z = torch.randn(4, 5), torch.randn(4, 2)
d_loss = F.relu(1.0 - D(real)).mean() + F.relu(1.0 + D(G(z).detach())).mean()
d_loss.backward()
(-D(G(z)).mean()).backward()
