# expect: none
# why: The clone of the logits only lends its shape; fill_ and scatter_ make it a distribution.
import torch
from torch import nn


class LabelSmoothing(nn.Module):
    def __init__(self, size, smoothing):
        super().__init__()
        self.criterion = nn.KLDivLoss(reduction="batchmean")
        self.size, self.smoothing = size, smoothing

    def forward(self, x, target):
        with torch.no_grad():
            smooth = x.clone()
            smooth.fill_(self.smoothing / (self.size - 1))
            smooth.scatter_(1, target.unsqueeze(1), 1 - self.smoothing)
        return self.criterion(torch.log_softmax(x, dim=1), smooth)


decoder = nn.Linear(5, 4)
LabelSmoothing(4, 0.1)(decoder(torch.randn(3, 5)), torch.randint(0, 4, (3,))).backward()
