# expect: ACT105@14|33

import torch
import torch.nn as nn
import torch.nn.functional as F


class FocalBCE(nn.Module):
    def __init__(self, gamma=2.0):
        super().__init__()
        self.gamma = gamma

    def forward(self, p, t):
        bce = F.binary_cross_entropy(p, t, reduction="none")
        pt = torch.where(t > 0.5, p, 1 - p)
        return ((1 - pt) ** self.gamma * bce).mean()


class Detector(nn.Module):
    def __init__(self):
        super().__init__()
        self.backbone = nn.Sequential(nn.Conv1d(2, 8, 9, padding=4), nn.ReLU())
        self.head = nn.Conv1d(8, 1, 1)

    def forward(self, wave):
        return torch.tanh(self.head(self.backbone(wave))).squeeze(1)


if __name__ == "__main__":
    model, loss_fn = Detector(), FocalBCE()
    wave, onset = torch.randn(4, 2, 50), (torch.rand(4, 50) > 0.9).float()
    try:
        loss_fn(model(wave), onset).backward()
    except RuntimeError as e:
        print("loss failed:", e)
