# expect: none

import torch
import torch.nn as nn
import torch.nn.functional as F


class Coral(nn.Module):
    def __init__(self, d=12, num_classes=5):
        super().__init__()
        self.body = nn.Sequential(nn.Linear(d, 32), nn.ReLU())
        self.fc = nn.Linear(32, 1, bias=False)
        self.linear_1_bias = nn.Parameter(torch.arange(num_classes - 1, 0, -1).float())

    def forward(self, x):
        logits = self.fc(self.body(x)) + self.linear_1_bias
        probas = torch.sigmoid(logits)
        return logits, probas


def coral_loss(logits, levels):
    term = F.logsigmoid(logits) * levels + (F.logsigmoid(logits) - logits) * (1 - levels)
    return -term.sum(1).mean()


net = Coral()
x, rank = torch.randn(9, 12), torch.randint(0, 5, (9,))
levels = (rank[:, None] > torch.arange(4)).float()
logits, probas = net(x)
loss = coral_loss(logits, levels) + F.binary_cross_entropy_with_logits(logits, levels)
loss.backward()
print((probas > 0.5).sum(1))
