# expect: ACT103@14|31|39

import torch
import torch.nn as nn
import torch.nn.functional as F


class FocalLoss(nn.Module):
    def __init__(self, alpha=0.25, gamma=2.0, reduction="mean"):
        super().__init__()
        self.alpha, self.gamma, self.reduction = alpha, gamma, reduction

    def forward(self, inputs, targets):
        bce = F.binary_cross_entropy_with_logits(inputs, targets, reduction="none")
        pt = torch.exp(-bce)
        loss = self.alpha * (1 - pt) ** self.gamma * bce
        if self.reduction == "mean":
            return loss.mean()
        if self.reduction == "sum":
            return loss.sum()
        return loss


class LesionDetector(nn.Module):
    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(nn.Conv2d(1, 8, 3), nn.ReLU(), nn.AdaptiveMaxPool2d(1), nn.Flatten())
        self.fc = nn.Linear(8, 1)

    def forward(self, x):
        return torch.sigmoid(self.fc(self.features(x)))


detector = LesionDetector()
focal = FocalLoss()
optimizer = torch.optim.AdamW(detector.parameters(), lr=1e-4, weight_decay=1e-2)
scans, present = torch.randn(4, 1, 9, 9), torch.tensor([[0.0], [1.0], [0.0], [1.0]])
prob = detector(scans)
loss = focal(prob, present)
loss.backward()
optimizer.step()
print((prob > 0.5).float().eq(present).float().mean())
