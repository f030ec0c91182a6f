# expect: ACT106@21
# why: Per-pixel NLLLoss on a softmax over the channel dim.
import torch
import torch.nn as nn


class FCN(nn.Module):
    def __init__(self, classes=3):
        super().__init__()
        self.c1 = nn.Conv2d(3, 6, 3, padding=1)
        self.c2 = nn.Conv2d(6, classes, 1)
        self.soft = nn.Softmax(dim=1)

    def forward(self, x):
        return self.soft(self.c2(torch.relu(self.c1(x))))


def train(loss_fn):
    net = FCN()
    out = net(torch.randn(2, 3, 5, 5))
    loss = loss_fn(out, torch.randint(0, 3, (2, 5, 5)))
    loss.backward()


train(nn.NLLLoss(weight=torch.ones(3)))
