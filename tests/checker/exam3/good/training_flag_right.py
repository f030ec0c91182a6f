# expect: none

import torch
from torch import nn
from torch.nn import functional as F


class MobileBlock(nn.Module):
    def __init__(self, c_in, c_out, stride=1):
        super().__init__()
        self.dw = nn.Conv2d(c_in, c_in, 3, stride, 1, groups=c_in, bias=False)
        self.pw = nn.Conv2d(c_in, c_out, 1, bias=False)
        self.bn1, self.bn2 = nn.BatchNorm2d(c_in), nn.BatchNorm2d(c_out)
        self.act = nn.ReLU6(inplace=True)

    def forward(self, x):
        x = self.act(self.bn1(self.dw(x)))
        return self.act(self.bn2(self.pw(x)))


class MobileNet(nn.Module):
    def __init__(self, num_classes=6):
        super().__init__()
        self.stem = nn.Conv2d(3, 8, 3, 2, 1)
        self.blocks = nn.Sequential(MobileBlock(8, 16, 2), MobileBlock(16, 32))
        self.fc = nn.Linear(32, num_classes)

    def forward(self, x):
        x = F.relu6(self.stem(x))
        x = self.blocks(x).mean(dim=(2, 3))
        x = self.fc(x)
        if self.training:
            return x
        return x.softmax(dim=1)


net = MobileNet()
opt = torch.optim.SGD(net.parameters(), lr=0.1)
net.train()
for images, labels in [(torch.randn(2, 3, 16, 16), torch.tensor([1, 2]))]:
    loss = F.cross_entropy(net(images), labels)
    opt.zero_grad()
    loss.backward()
    opt.step()
net.eval()
with torch.no_grad():
    top = net(torch.randn(1, 3, 16, 16)).topk(2)
