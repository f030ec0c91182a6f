# expect: ACT103@26|38|45

import torch
import torch.nn as nn


class SoftDice(nn.Module):
    def forward(self, probs, target):
        num = 2 * (probs * target).sum(dim=(1, 2, 3)) + 1
        den = probs.pow(2).sum(dim=(1, 2, 3)) + target.pow(2).sum(dim=(1, 2, 3)) + 1
        return (1 - num / den).mean()


class SegHead(nn.Sequential):
    def __init__(self, cin, cout, activation=None):
        conv = nn.Conv2d(cin, cout, kernel_size=3, padding=1)
        up = nn.Upsample(scale_factor=2, mode="bilinear")
        act = nn.Sigmoid() if activation == "sigmoid" else nn.Identity()
        super().__init__(conv, up, act)


class FPN(nn.Module):
    def __init__(self, classes=1, activation="sigmoid"):
        super().__init__()
        self.encoder = nn.Sequential(nn.Conv2d(3, 8, 3, 2, 1), nn.ReLU(), nn.Conv2d(8, 8, 3, 1, 1), nn.ReLU())
        self.segmentation_head = SegHead(8, classes, activation=activation)

    def forward(self, x):
        return self.segmentation_head(self.encoder(x))


class Criterion:
    def __init__(self):
        self.dice = SoftDice()
        self.bce = nn.BCEWithLogitsLoss()

    def __call__(self, pred, mask):
        return self.dice(pred, mask) + self.bce(pred, mask)


model = FPN()
criterion = Criterion()
optimizer = torch.optim.Adam([p for p in model.parameters() if p.requires_grad], lr=1e-3)
x, m = torch.randn(2, 3, 8, 8), torch.rand(2, 1, 8, 8).round()
loss = criterion(model(x), m)
loss.backward()
optimizer.step()
