# expect: none
# why: The sigmoid makes the modulating factor; the loss itself reads logits.
import torch
import torch.nn as nn
import torch.nn.functional as F


class SigmoidFocal(nn.Module):
    def __init__(self, alpha=0.25, gamma=2):
        super().__init__()
        self.alpha, self.gamma = alpha, gamma

    def forward(self, inputs, targets):
        p = torch.sigmoid(inputs)
        ce = F.binary_cross_entropy_with_logits(inputs, targets, reduction="none")
        p_t = p * targets + (1 - p) * (1 - targets)
        a = self.alpha * targets + (1 - self.alpha) * (1 - targets)
        return (a * ce * (1 - p_t) ** self.gamma).mean()


SigmoidFocal()(nn.Linear(7, 3)(torch.randn(4, 7)), torch.rand(4, 3).round()).backward()
