# expect: none
# why: Neural collaborative filtering: sigmoid and BCELoss.
import torch
from torch import nn


class NCF(nn.Module):
    def __init__(self, users, items, d):
        super().__init__()
        self.u, self.i = nn.Embedding(users, d), nn.Embedding(items, d)
        self.mlp = nn.Sequential(nn.Linear(2 * d, d), nn.ReLU(), nn.Linear(d, 1), nn.Sigmoid())

    def forward(self, u, i):
        return self.mlp(torch.cat([self.u(u), self.i(i)], dim=-1)).squeeze(-1)


loss_fn = nn.BCELoss()
net = NCF(5, 7, 4)
loss_fn(net(torch.tensor([0, 1, 4]), torch.tensor([2, 6, 3])), torch.tensor([1.0, 0.0, 1.0])).backward()
