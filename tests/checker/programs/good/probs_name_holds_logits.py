# expect: none
# why: A variable called probs holds logits.
import torch
import torch.nn as nn
import torch.nn.functional as F

net = nn.Sequential(nn.Linear(6, 6), nn.Sigmoid(), nn.Linear(6, 4))
probs = net(torch.randn(5, 6))
loss = F.cross_entropy(probs, torch.randint(0, 4, (5,)))
loss.backward()
