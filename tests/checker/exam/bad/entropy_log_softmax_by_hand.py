# expect: ACT404@11
# why: The entropy bonus takes torch.log of a softmax.
import torch
from torch import nn

actor = nn.Linear(5, 3)


def entropy(obs):
    p = torch.softmax(actor(obs), dim=-1)
    return -(p * torch.log(p)).sum(-1).mean()


(-0.01 * entropy(torch.randn(6, 5))).backward()
