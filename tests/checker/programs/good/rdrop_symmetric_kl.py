# expect: none
# why: R-Drop compares two passes with kl_div both ways, log first and probabilities second.
import torch
import torch.nn as nn
import torch.nn.functional as F


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.drop = nn.Dropout(0.3)
        self.fc = nn.Linear(8, 4)

    def forward(self, x):
        return self.fc(self.drop(x))


def rdrop(p, q):
    pq = F.kl_div(F.log_softmax(p, -1), F.softmax(q, -1), reduction="sum")
    qp = F.kl_div(F.log_softmax(q, -1), F.softmax(p, -1), reduction="sum")
    return (pq + qp) / 2


net = Net()
x, y = torch.randn(3, 8), torch.randint(0, 4, (3,))
one, two = net(x), net(x)
(F.cross_entropy(one, y) + F.cross_entropy(two, y) + rdrop(one, two)).backward()
