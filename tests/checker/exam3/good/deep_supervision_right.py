# expect: none

import torch
import torch.nn as nn
import torch.nn.functional as F


class SideOutput(nn.Module):
    def __init__(self, ch, scale):
        super().__init__()
        self.score = nn.Conv2d(ch, 1, 1)
        self.scale = scale

    def forward(self, x):
        return F.interpolate(self.score(x), scale_factor=self.scale, mode="nearest")


class HED(nn.Module):
    """Edges with side outputs; returns logits in training, a fused probability map otherwise."""

    def __init__(self):
        super().__init__()
        chans = [4, 8]
        self.stages = nn.ModuleList()
        prev = 3
        for c in chans:
            self.stages.append(nn.Sequential(nn.Conv2d(prev, c, 3, padding=1), nn.ReLU()))
            prev = c
        self.sides = nn.ModuleList([SideOutput(c, 2**i) for i, c in enumerate(chans)])
        self.fuse = nn.Conv2d(len(chans), 1, 1)

    def forward(self, x):
        outs = []
        for i, (stage, side) in enumerate(zip(self.stages, self.sides)):
            if i:
                x = F.max_pool2d(x, 2)
            x = stage(x)
            outs.append(side(x))
        outs.append(self.fuse(torch.cat(outs, 1)))
        if self.training:
            return outs
        return torch.sigmoid(outs[-1])


def balanced(logit, edge):
    pos = edge.mean()
    weight = torch.where(edge > 0.5, 1 - pos, pos)
    return F.binary_cross_entropy_with_logits(logit, edge, weight=weight, reduction="sum")


hed = HED()
edges = torch.rand(1, 1, 8, 8).round()
loss = sum(balanced(o, edges) for o in hed(torch.randn(1, 3, 8, 8)))
loss.backward()
hed.eval()
edge_map = hed(torch.randn(1, 3, 8, 8)) > 0.5
