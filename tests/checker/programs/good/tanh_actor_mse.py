# expect: none
# why: A tanh actor is trained towards actions in [-1, 1].
import torch
from torch import nn

actor = nn.Sequential(nn.Linear(3, 16), nn.ReLU(), nn.Linear(16, 2), nn.Tanh())
obs, demo = torch.randn(6, 3), torch.rand(6, 2) * 2 - 1
loss = nn.functional.mse_loss(actor(obs), demo)
loss.backward()
