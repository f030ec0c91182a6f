# expect: ACT113@9
# why: A discriminator with a tanh output and a loss on logits.
import torch
from torch import nn

disc = nn.Sequential(nn.Linear(6, 12), nn.LeakyReLU(0.2), nn.Linear(12, 1), nn.Tanh())
bce = nn.BCEWithLogitsLoss()
real = torch.randn(5, 6)
loss = bce(disc(real), torch.ones(5, 1))
loss.backward()
