# expect: ACT104@20
# why: A softmax makes the labels compete before BCEWithLogitsLoss.
import torch
import torch.nn as nn
import torch.nn.functional as F


class MultiLabel(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(14, 6)

    def forward(self, x):
        return F.softmax(self.fc(x), dim=1)


model = MultiLabel()
criterion = nn.BCEWithLogitsLoss()
for _ in range(2):
    loss = criterion(model(torch.randn(4, 14)), torch.rand(4, 6).round())
    model.zero_grad()
    loss.backward()
