# expect: ACT201@24

import torch
import torch.nn as nn
import torch.nn.functional as F


class SpeechCommandNet(nn.Module):
    def __init__(self, n_output=10):
        super().__init__()
        self.conv1 = nn.Conv1d(1, 16, kernel_size=80, stride=16)
        self.bn1 = nn.BatchNorm1d(16)
        self.pool1 = nn.MaxPool1d(4)
        self.conv2 = nn.Conv1d(16, 32, kernel_size=3)
        self.bn2 = nn.BatchNorm1d(32)
        self.fc1 = nn.Linear(32, 64)
        self.fc2 = nn.Linear(64, n_output)

    def forward(self, x):
        x = self.pool1(F.relu(self.bn1(self.conv1(x))))
        x = F.relu(self.bn2(self.conv2(x)))
        x = F.avg_pool1d(x, x.shape[-1]).squeeze(-1)
        x = F.dropout(self.fc1(x), 0.3, self.training)
        return F.log_softmax(self.fc2(x), dim=1)


net = SpeechCommandNet()
out = net(torch.randn(3, 1, 2000))
F.nll_loss(out, torch.tensor([0, 4, 9])).backward()
