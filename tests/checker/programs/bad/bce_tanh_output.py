# expect: ACT105@9
# why: A tanh output lies in [-1, 1], which BCELoss refuses.
# raises: RuntimeError
import torch
import torch.nn as nn

decoder = nn.Sequential(nn.Linear(4, 16), nn.ReLU(), nn.Linear(16, 9), nn.Tanh())
recon = decoder(torch.randn(6, 4))
loss = nn.BCELoss(reduction="sum")(recon, torch.rand(6, 9))
loss.backward()
