# expect: ACT103@28|36

import torch
import torch.nn.functional as F
from torch import nn


class GCNLayer(nn.Module):
    def __init__(self, d_in, d_out):
        super().__init__()
        self.lin = nn.Linear(d_in, d_out)

    def forward(self, x, adj):
        return adj @ self.lin(x)


class LinkPredictor(nn.Module):
    def __init__(self, d=16):
        super().__init__()
        self.conv1 = GCNLayer(d, d)
        self.conv2 = GCNLayer(d, d)

    def encode(self, x, adj):
        return self.conv2(F.relu(self.conv1(x, adj)), adj)

    def decode(self, z, pairs):
        logits = (z[pairs[0]] * z[pairs[1]]).sum(-1)
        return torch.sigmoid(logits)


def train_step(model, opt, x, adj, pos, neg):
    z = model.encode(x, adj)
    pairs = torch.cat([pos, neg], dim=1)
    target = torch.cat([torch.ones(pos.size(1)), torch.zeros(neg.size(1))])
    scores = model.decode(z, pairs)
    loss = F.binary_cross_entropy_with_logits(scores, target)
    opt.zero_grad()
    loss.backward()
    opt.step()
    return float(loss)


if __name__ == "__main__":
    model = LinkPredictor()
    opt = torch.optim.Adam(model.parameters(), lr=0.01)
    adj = torch.eye(12) + 0.1 * torch.rand(12, 12)
    print(train_step(model, opt, torch.randn(12, 16), adj, torch.randint(12, (2, 20)), torch.randint(12, (2, 20))))
