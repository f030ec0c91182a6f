# ACT101
import torch
import torch.nn.functional as F
from torch import nn


class Experts(nn.Module):
    """Each group of samples has a network of its own."""

    def __init__(self, groups):
        super().__init__()
        self.nets = nn.ModuleList(nn.Sequential(nn.Linear(5, 8), nn.CELU(), nn.Linear(8, 4)) for _ in range(groups))
        self.squash = nn.Softmax(dim=1)  # BAD SOURCE
        self.squash = nn.Identity()  # GOOD

    def forward(self, samples):
        return torch.cat([self.squash(net(part)) for net, part in zip(self.nets, samples.chunk(len(self.nets)))])


experts = Experts(3)
sgd = torch.optim.SGD(experts.parameters(), lr=0.05, nesterov=True, momentum=0.9)
for _ in range(3):
    loss = F.cross_entropy(experts(torch.randn(9, 5)), torch.randint(0, 4, (9,)))  # LOSS
    sgd.zero_grad()
    loss.backward()
    sgd.step()
