# expect: ACT117@15|28

import torch
import torch.nn as nn
import torch.nn.functional as F

NUM_CLASSES = 1


class CatsNotCats(nn.Module):
    def __init__(self, num_classes=NUM_CLASSES):
        super().__init__()
        self.conv = nn.Sequential(nn.Conv2d(3, 8, 3, 2), nn.ReLU(), nn.Conv2d(8, 8, 3, 2), nn.ReLU())
        self.pool = nn.AdaptiveAvgPool2d((1, 1))
        self.head = nn.Linear(8, num_classes)

    def forward(self, x):
        x = self.pool(self.conv(x))
        return self.head(torch.flatten(x, 1))


def train(loader):
    net = CatsNotCats()
    opt = torch.optim.SGD(net.parameters(), lr=0.1)
    loss_fn = nn.CrossEntropyLoss()
    for img, is_cat in loader:
        out = net(img)
        loss = loss_fn(out, is_cat)
        opt.zero_grad()
        loss.backward()
        opt.step()
        print(loss.item())


train([(torch.randn(4, 3, 12, 12), torch.zeros(4, dtype=torch.long))])
