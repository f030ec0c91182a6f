# expect: ACT105@23
# why: self.head[0](x) skips the Sigmoid at head[1], so BCELoss gets logits.
# raises: RuntimeError
import torch
import torch.nn as nn
import torch.nn.functional as F


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = nn.Linear(6, 12)
        self.head = nn.Sequential(nn.Linear(12, 1), nn.Sigmoid())

    def forward(self, x):
        h = F.relu(self.body(x))
        return self.head[0](h)


if __name__ == "__main__":
    net = Net()
    out = net(4 * torch.randn(16, 6))
    F.binary_cross_entropy(out, torch.ones(16, 1)).backward()
