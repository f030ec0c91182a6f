# expect: none

import torch.nn as nn


class LinearHead(nn.Module):
    def __init__(self, d, n):
        super().__init__()
        self.fc = nn.Linear(d, n)

    def forward(self, h):
        return self.fc(h)


class ProbabilityHead(LinearHead):
    def forward(self, h):
        return super().forward(h).softmax(dim=-1)


HEADS = {"linear": LinearHead, "prob": ProbabilityHead}
