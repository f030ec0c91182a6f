# expect: none
# why: self.head[0] skips the Softmax of self.head[1] on purpose while training.
import torch
import torch.nn as nn
import torch.nn.functional as F


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.head = nn.Sequential(nn.Linear(7, 4), nn.Softmax(dim=1))

    def forward(self, x, labels=None):
        if labels is not None:
            return F.cross_entropy(self.head[0](x), labels)
        return self.head(x)


net = Net()
net(torch.randn(3, 7), torch.tensor([0, 1, 3])).backward()
print(net(torch.randn(2, 7)))
