# expect: none
# why: Distributional RL: cross entropy by hand between a projected target and log_softmax.
import torch
import torch.nn as nn
import torch.nn.functional as F

net = nn.Linear(4, 2 * 5)


def dist(s, log=False):
    logits = net(s).view(-1, 2, 5)
    return F.log_softmax(logits, dim=2) if log else F.softmax(logits, dim=2)


s = torch.randn(3, 4)
with torch.no_grad():
    target = dist(torch.randn(3, 4))[:, 0]
loss = -(target * dist(s, log=True)[:, 1]).sum(1).mean()
loss.backward()
