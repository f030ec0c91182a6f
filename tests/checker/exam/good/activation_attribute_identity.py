# expect: none
# why: self.act is chosen from a dict of activations; here it is Identity.
import torch
from torch import nn

ACTS = {"none": nn.Identity, "relu": nn.ReLU}


class Head(nn.Module):
    def __init__(self, d, k, act="none"):
        super().__init__()
        self.fc = nn.Linear(d, k)
        self.act = ACTS[act]()

    def forward(self, x):
        return self.act(self.fc(x))


nn.CrossEntropyLoss()(Head(5, 3)(torch.randn(4, 5)), torch.randint(0, 3, (4,))).backward()
