# expect: none
# why: Segmentation logits into cross entropy; softmax dim=1 for the saved maps.
import torch
from torch import nn


class Seg(nn.Module):
    def __init__(self):
        super().__init__()
        self.enc = nn.Sequential(nn.Conv2d(3, 8, 3, padding=1), nn.ReLU())
        self.head = nn.Conv2d(8, 4, 1)

    def forward(self, x):
        return {"out": self.head(self.enc(x))}


net = Seg()
crit = nn.CrossEntropyLoss(ignore_index=255)
out = net(torch.randn(2, 3, 6, 6))["out"]
crit(out, torch.randint(0, 4, (2, 6, 6))).backward()
heat = nn.functional.softmax(out.detach(), dim=1)
