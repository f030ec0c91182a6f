# expect: ACT111@38|46

import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.utils.data import DataLoader, Dataset


class ChestXray(Dataset):
    """Each image may show several of 14 findings."""

    def __len__(self):
        return 8

    def __getitem__(self, i):
        return torch.randn(1, 16, 16), torch.rand(14).round()


class DenseLayer(nn.Module):
    def __init__(self, cin, growth):
        super().__init__()
        self.norm = nn.BatchNorm2d(cin)
        self.conv = nn.Conv2d(cin, growth, 3, padding=1)

    def forward(self, x):
        return torch.cat([x, self.conv(F.relu(self.norm(x)))], 1)


class CheXNet(nn.Module):
    def __init__(self, n=14):
        super().__init__()
        self.features = nn.Sequential(nn.Conv2d(1, 4, 3), DenseLayer(4, 4), DenseLayer(8, 4))
        self.classifier = nn.Linear(12, n)

    def forward(self, x):
        y = F.adaptive_avg_pool2d(F.relu(self.features(x)), 1).flatten(1)
        y = self.classifier(y)
        return F.softmax(y, dim=1)


def main():
    net, criterion = CheXNet(), torch.nn.BCELoss(reduction="mean")
    optimizer = torch.optim.Adam(net.parameters(), lr=1e-4)
    for images, findings in DataLoader(ChestXray(), batch_size=4):
        optimizer.zero_grad()
        loss = criterion(net(images), findings)
        loss.backward()
        optimizer.step()


main()
