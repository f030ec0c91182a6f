# expect: none
# why: Logits of several depths in a list, each with its own cross entropy.
import torch
import torch.nn as nn
import torch.nn.functional as F


class Deep(nn.Module):
    def __init__(self):
        super().__init__()
        self.blocks = nn.ModuleList(nn.Linear(8, 8) for _ in range(3))
        self.heads = nn.ModuleList(nn.Linear(8, 3) for _ in range(3))

    def forward(self, x):
        outs = []
        for block, head in zip(self.blocks, self.heads):
            x = F.relu(block(x))
            outs.append(head(x))
        return outs


y = torch.randint(0, 3, (4,))
sum(F.cross_entropy(o, y) for o in Deep()(torch.randn(4, 8))).backward()
