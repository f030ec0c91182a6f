# expect: none
# why: Only the head starts from zeros, as is customary before fine-tuning; its units differ after one step.
import torch
from torch import nn


class Classifier(nn.Module):
    def __init__(self, head=None):
        super().__init__()
        self.body = nn.Linear(6, 8)
        self.head = head or nn.Linear(8, 3)
        if isinstance(self.head, nn.Linear):
            nn.init.zeros_(self.head.weight)
            nn.init.zeros_(self.head.bias)

    def forward(self, x):
        return self.head(torch.relu(self.body(x)))


nn.functional.cross_entropy(Classifier()(torch.randn(4, 6)), torch.randint(0, 3, (4,))).backward()
