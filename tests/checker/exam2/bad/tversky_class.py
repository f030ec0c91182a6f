# expect: ACT115@32

import torch
from torch import nn


class TverskyLoss(nn.Module):
    def __init__(self, alpha=0.7, beta=0.3, smooth=1.0):
        super().__init__()
        self.alpha, self.beta, self.smooth = alpha, beta, smooth

    def forward(self, pred, target):
        pred, target = pred.reshape(-1), target.reshape(-1)
        tp = (pred * target).sum()
        fp = (pred * (1 - target)).sum()
        fn = ((1 - pred) * target).sum()
        return 1 - (tp + self.smooth) / (tp + self.alpha * fn + self.beta * fp + self.smooth)


class LesionNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Conv2d(1, 8, 3, padding=1)
        self.b = nn.Conv2d(8, 1, 3, padding=1)

    def forward(self, x):
        return self.b(nn.functional.elu(self.a(x)))


def train_step(model, loss_fn, image, lesion):
    logit = model(image)
    loss = loss_fn(logit, lesion)
    loss.backward()
    return loss.item()


if __name__ == "__main__":
    print(train_step(LesionNet(), TverskyLoss(), torch.randn(2, 1, 9, 9), torch.randint(0, 2, (2, 1, 9, 9)).float()))
