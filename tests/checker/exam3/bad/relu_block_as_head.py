# expect: ACT112@10|20|31

import torch
import torch.nn as nn
import torch.nn.functional as F


class ConvBNAct(nn.Sequential):
    def __init__(self, cin, cout, k=3, s=1):
        super().__init__(nn.Conv2d(cin, cout, k, s, k // 2, bias=False), nn.BatchNorm2d(cout), nn.ReLU(inplace=True))


class AllConv(nn.Module):
    """A fully convolutional classifier: the last block yields one map per class."""

    def __init__(self, classes=10):
        super().__init__()
        self.block1 = ConvBNAct(3, 8, s=2)
        self.block2 = ConvBNAct(8, 16, s=2)
        self.to_classes = ConvBNAct(16, classes, k=1)

    def forward(self, x):
        x = self.to_classes(self.block2(self.block1(x)))
        return x.mean(dim=(2, 3))


def loop(net, loader, device="cpu"):
    opt = torch.optim.SGD(net.parameters(), lr=0.05)
    for x, y in loader:
        x, y = x.to(device), y.to(device)
        loss = F.cross_entropy(net(x), y)
        opt.zero_grad()
        loss.backward()
        opt.step()


loop(AllConv(), [(torch.randn(4, 3, 16, 16), torch.randint(0, 10, (4,)))])
