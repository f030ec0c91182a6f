# expect: ACT115@17|8
# why: The Tversky index is computed from unbounded scores.
import torch
from torch import nn


def tversky_loss(y_pred, y_true, alpha=0.3, beta=0.7):
    tp = (y_pred * y_true).sum()
    fp = (y_pred * (1 - y_true)).sum()
    fn = ((1 - y_pred) * y_true).sum()
    return 1 - (tp + 1) / (tp + alpha * fp + beta * fn + 1)


seg = nn.Sequential(nn.Conv2d(1, 4, 3, padding=1), nn.ReLU(), nn.Conv2d(4, 1, 1))
for _ in range(2):
    prediction = seg(torch.randn(2, 1, 6, 6))
    tversky_loss(prediction, torch.rand(2, 1, 6, 6).round()).backward()
