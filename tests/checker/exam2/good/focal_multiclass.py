# expect: none

import torch
import torch.nn as nn
import torch.nn.functional as F


class FocalLoss(nn.Module):
    def __init__(self, gamma=2.0, alpha=None, reduction="mean"):
        super().__init__()
        self.gamma, self.alpha, self.reduction = gamma, alpha, reduction

    def forward(self, inputs, targets):
        ce_loss = F.cross_entropy(inputs, targets, weight=self.alpha, reduction="none")
        pt = torch.exp(-ce_loss)
        focal = (1 - pt) ** self.gamma * ce_loss
        return focal.mean() if self.reduction == "mean" else focal.sum()


model = nn.Sequential(nn.Linear(14, 20), nn.ReLU(), nn.Linear(20, 5))
criterion = FocalLoss(gamma=1.5)
optim = torch.optim.Adam(model.parameters())
for _ in range(2):
    x, y = torch.randn(30, 14), torch.randint(0, 5, (30,))
    loss = criterion(model(x), y)
    optim.zero_grad()
    loss.backward()
    optim.step()
