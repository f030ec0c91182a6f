# expect: none
# why: self.softmax is a Linear layer, in spite of its name.
import torch
from torch import nn


class Tagger(nn.Module):
    def __init__(self):
        super().__init__()
        self.lstm = nn.LSTM(4, 6, batch_first=True)
        self.softmax = nn.Linear(6, 3)

    def forward(self, x):
        h, _ = self.lstm(x)
        return self.softmax(h[:, -1])


nn.CrossEntropyLoss()(Tagger()(torch.randn(2, 5, 4)), torch.tensor([0, 2])).backward()
