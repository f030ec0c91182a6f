# expect: ACT117@21
# why: The head of a pretrained-style model is replaced by one unit while cross entropy stays.
import torch
import torch.nn as nn
import torch.nn.functional as F


class Backbone(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem = nn.Linear(12, 16)
        self.fc = nn.Linear(16, 1000)

    def forward(self, x):
        return self.fc(F.relu(self.stem(x)))


model = Backbone()
model.fc = nn.Linear(16, 1)
out = model(torch.randn(3, 12))
loss = F.cross_entropy(out, torch.zeros(3).long())
loss.backward()
