# expect: none

import torch
import torch.nn as nn
import torch.nn.functional as F


class GATLayer(nn.Module):
    def __init__(self, d_in, d_out, dropout=0.6, alpha=0.2, concat=True):
        super().__init__()
        self.dropout, self.alpha, self.concat = dropout, alpha, concat
        self.W = nn.Parameter(torch.empty(d_in, d_out))
        self.a = nn.Parameter(torch.empty(2 * d_out, 1))
        nn.init.xavier_uniform_(self.W.data, gain=1.414)
        nn.init.xavier_uniform_(self.a.data, gain=1.414)

    def forward(self, h, adj):
        Wh = h @ self.W
        d = Wh.shape[1]
        e = F.leaky_relu(Wh @ self.a[:d] + (Wh @ self.a[d:]).T, self.alpha)
        attention = torch.where(adj > 0, e, torch.full_like(e, -9e15))
        attention = F.softmax(attention, dim=1)
        attention = F.dropout(attention, self.dropout, training=self.training)
        h_prime = attention @ Wh
        return F.elu(h_prime) if self.concat else h_prime


class GAT(nn.Module):
    def __init__(self):
        super().__init__()
        self.heads = nn.ModuleList([GATLayer(8, 6) for _ in range(2)])
        self.out = GATLayer(12, 3, concat=False)

    def forward(self, x, adj):
        x = torch.cat([head(x, adj) for head in self.heads], 1)
        return F.log_softmax(self.out(x, adj), dim=1)


net = GAT()
adj = (torch.rand(10, 10) > 0.5).float() + torch.eye(10)
mask = torch.rand(10) > 0.3
out = net(torch.randn(10, 8), adj)
F.nll_loss(out[mask], torch.randint(0, 3, (10,))[mask]).backward()
