# expect: ACT202@18

import torch
import torch.nn as nn


class NoduleNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(30, 16)
        self.fc2 = nn.Linear(16, 1)
        self.relu = nn.ReLU()
        self.sigmoid = nn.Sigmoid()

    def forward(self, x):
        out = self.relu(self.fc1(x))
        out = self.relu(self.fc2(out))
        return self.sigmoid(out)


net = NoduleNet()
criterion = nn.BCELoss()
x, y = torch.randn(20, 30), torch.randint(0, 2, (20, 1)).float()
criterion(net(x), y).backward()
