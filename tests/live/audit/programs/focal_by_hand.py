# ACT127
import torch
from torch import nn


class Focal(nn.Module):
    def __init__(self, gamma=2.0, alpha=0.25):
        super().__init__()
        self.gamma, self.alpha = gamma, alpha

    def forward(self, output, truth):
        p = torch.sigmoid(output)  # LOSS
        p = p.clamp(1e-6, 1 - 1e-6)
        right = torch.where(truth > 0.5, p, 1 - p)
        weight = torch.where(truth > 0.5, self.alpha, 1 - self.alpha)
        return (-weight * (1 - right) ** self.gamma * right.log()).mean()


detector = nn.Conv2d(2, 3, 3, padding=1)
criterion = Focal()
optimizer = torch.optim.Adam(detector.parameters())
for _ in range(3):
    maps, boxes = torch.randn(2, 2, 5, 5), (torch.rand(2, 3, 5, 5) > 0.9).float()
    heat = detector(maps)
    heat = detector(maps).sigmoid()  # BAD SOURCE
    loss = criterion(heat, boxes)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
