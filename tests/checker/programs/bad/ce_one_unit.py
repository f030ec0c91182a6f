# expect: ACT117@19
# why: Cross entropy over a single logit is always zero.
import torch
import torch.nn as nn


class CatsDogs(nn.Module):
    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(nn.Conv2d(3, 4, 3), nn.ReLU(), nn.AdaptiveAvgPool2d(1))
        self.fc = nn.Linear(4, 1)

    def forward(self, x):
        return self.fc(self.features(x).flatten(1))


net = CatsDogs()
criterion = nn.CrossEntropyLoss()
loss = criterion(net(torch.randn(2, 3, 6, 6)), torch.zeros(2, dtype=torch.long))
loss.backward()
