# expect: none
# why: Entropy regularisation needs probabilities and log-probabilities beside the cross entropy on logits.
import torch
import torch.nn as nn
import torch.nn.functional as F


def entropy(logits):
    return -(F.softmax(logits, dim=1) * F.log_softmax(logits, dim=1)).sum(dim=1).mean()


net = nn.Sequential(nn.Linear(6, 10), nn.ReLU(), nn.Linear(10, 3))
lab, y, unl = torch.randn(4, 6), torch.randint(0, 3, (4,)), torch.randn(8, 6)
loss = F.cross_entropy(net(lab), y) + 0.1 * entropy(net(unl))
loss.backward()
