# expect: ACT116@6|7
# why: Sequential with Linear(..., 1) and Softmax(dim=-1) as an actor.
import torch
from torch import nn

actor = nn.Sequential(nn.Linear(3, 8), nn.ReLU(), nn.Linear(8, 1), nn.Softmax(dim=-1))
prob = actor(torch.randn(5, 3))
(prob * torch.randn(5, 1)).mean().backward()
