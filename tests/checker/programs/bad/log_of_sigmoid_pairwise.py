# expect: ACT405@16
# why: The pairwise ranking loss writes log(sigmoid(d)).
import torch
import torch.nn as nn


class Bpr(nn.Module):
    def __init__(self, users, items, d):
        super().__init__()
        self.u = nn.Embedding(users, d)
        self.i = nn.Embedding(items, d)

    def forward(self, u, pos, neg):
        user = self.u(u)
        diff = (user * (self.i(pos) - self.i(neg))).sum(1)
        return -torch.log(torch.sigmoid(diff)).mean()


bpr = Bpr(5, 9, 4)
bpr(torch.tensor([0, 1]), torch.tensor([2, 3]), torch.tensor([4, 8])).backward()
