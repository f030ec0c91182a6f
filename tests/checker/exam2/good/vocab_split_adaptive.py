# expect: none

import torch
import torch.nn as nn


class HierarchicalHead(nn.Module):
    """p(word) = p(cluster) p(word | cluster), in log space."""

    def __init__(self, d=16, clusters=4, words=6):
        super().__init__()
        self.top = nn.Linear(d, clusters)
        self.leaf = nn.ModuleList(nn.Linear(d, words) for _ in range(clusters))
        self.logsoftmax = nn.LogSoftmax(dim=-1)

    def forward(self, h):
        top = self.logsoftmax(self.top(h))
        leaves = [self.logsoftmax(f(h)) + top[:, i : i + 1] for i, f in enumerate(self.leaf)]
        return torch.cat(leaves, dim=-1)


head = HierarchicalHead()
logp = head(torch.randn(5, 16))
assert torch.allclose(logp.exp().sum(-1), torch.ones(5), atol=1e-5)
loss = nn.NLLLoss()(logp, torch.randint(0, 24, (5,)))
loss.backward()
