# expect: ACT130@19
# why: MultiLabelMarginLoss compares scores; the model squeezes them with a sigmoid.
import torch
import torch.nn as nn
import torch.nn.functional as F


class Multi(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(5, 4)

    def forward(self, x):
        return torch.sigmoid(self.fc(x))


criterion = nn.MultiLabelMarginLoss()
y = torch.tensor([[3, 0, -1, 1], [2, -1, 0, 0]])
criterion(Multi()(torch.randn(2, 5)), y).backward()
