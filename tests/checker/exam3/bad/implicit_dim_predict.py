# expect: ACT124@25

import torch
import torch.nn as nn
import torch.nn.functional as F


class LeNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 6, 5)
        self.conv2 = nn.Conv2d(6, 16, 5)
        self.fc1 = nn.Linear(16 * 4 * 4, 32)
        self.fc2 = nn.Linear(32, 10)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.conv1(x)), 2)
        x = F.max_pool2d(F.relu(self.conv2(x)), 2)
        return self.fc2(F.relu(self.fc1(x.flatten(1))))


@torch.no_grad()
def classify(net, images, names):
    net.eval()
    probabilities = F.softmax(net(images))
    top = probabilities.max(1)
    return [(names[i], round(float(p), 3)) for p, i in zip(top.values, top.indices)]


def fit(net, images, labels, steps=2):
    optimizer = torch.optim.SGD(net.parameters(), lr=0.01, momentum=0.5)
    for _ in range(steps):
        optimizer.zero_grad()
        F.cross_entropy(net(images), labels).backward()
        optimizer.step()


lenet = LeNet()
x = torch.randn(3, 1, 28, 28)
fit(lenet, x, torch.tensor([3, 1, 4]))
print(classify(lenet, x, [str(i) for i in range(10)]))
