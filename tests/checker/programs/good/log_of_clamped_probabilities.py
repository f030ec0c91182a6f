# expect: none
# why: The probabilities are clamped before their logarithm.
import torch
import torch.nn as nn
import torch.nn.functional as F

net = nn.Sequential(nn.Linear(5, 3), nn.Softmax(dim=1))
p = net(torch.randn(4, 5))
onehot = F.one_hot(torch.randint(0, 3, (4,)), 3).float()
loss = -(onehot * torch.log(p.clamp(min=1e-7))).sum(1).mean()
loss.backward()
