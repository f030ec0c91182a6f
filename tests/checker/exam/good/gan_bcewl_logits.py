# expect: none
# why: A discriminator without sigmoid and a logits loss; sigmoid only to print D(x).
import torch
from torch import nn

D = nn.Sequential(nn.Linear(6, 8), nn.LeakyReLU(0.2), nn.Linear(8, 1))
loss_fn = nn.BCEWithLogitsLoss()
real = D(torch.randn(4, 6))
loss = loss_fn(real, torch.ones_like(real)) + loss_fn(D(torch.randn(4, 6)), torch.zeros(4, 1))
loss.backward()
print("D(x)", real.sigmoid().mean().item())
