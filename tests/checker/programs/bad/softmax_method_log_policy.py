# expect: ACT404@9
# why: The policy's log-probability is softmax().log().
import torch
from torch import nn

actor = nn.Sequential(nn.Linear(4, 8), nn.Tanh(), nn.Linear(8, 2))
obs, acts, adv = torch.randn(6, 4), torch.randint(0, 2, (6, 1)), torch.randn(6)
probs = actor(obs).softmax(dim=-1)
log_prob = probs.log().gather(1, acts).squeeze(1)
loss = -(log_prob * adv).mean()
loss.backward()
