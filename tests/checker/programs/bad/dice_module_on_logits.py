# expect: ACT115@22|13
# why: A DiceLoss module without an inner sigmoid is combined with BCEWithLogitsLoss on the same logits.
import torch
import torch.nn as nn


class DiceLoss(nn.Module):
    def __init__(self, eps=1e-6):
        super().__init__()
        self.eps = eps

    def forward(self, inputs, targets):
        num = 2 * (inputs * targets).sum(dim=(2, 3))
        den = inputs.sum(dim=(2, 3)) + targets.sum(dim=(2, 3))
        return 1 - ((num + self.eps) / (den + self.eps)).mean()


bce, dice = nn.BCEWithLogitsLoss(), DiceLoss()
net = nn.Conv2d(3, 1, 3, padding=1)
x, y = torch.randn(2, 3, 5, 5), torch.rand(2, 1, 5, 5).round()
logits = net(x)
loss = bce(logits, y) + dice(logits, y)
loss.backward()
