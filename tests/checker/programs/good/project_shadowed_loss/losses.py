# expect: none
# why: The project's own losses.py defines a CrossEntropyLoss over probabilities.
import torch
from torch import nn


class CrossEntropyLoss(nn.Module):
    def forward(self, probs, target):
        picked = probs.gather(1, target.unsqueeze(1)).clamp_min(1e-8)
        return -torch.log(picked).mean()
