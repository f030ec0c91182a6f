# expect: none
# why: The package's model has a softmax for inference; the trainer calls forward_logits.
import torch
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.trunk = nn.Sequential(nn.Linear(6, 10), nn.ReLU())
        self.fc = nn.Linear(10, 4)

    def forward_logits(self, x):
        return self.fc(self.trunk(x))

    def forward(self, x):
        return torch.softmax(self.forward_logits(x), dim=-1)
