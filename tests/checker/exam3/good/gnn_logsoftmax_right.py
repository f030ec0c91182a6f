# expect: none

import torch
import torch.nn as nn
import torch.nn.functional as F


class GATLayer(nn.Module):
    def __init__(self, i, o, alpha=0.2):
        super().__init__()
        self.W = nn.Parameter(torch.empty(i, o))
        self.a = nn.Parameter(torch.empty(2 * o, 1))
        nn.init.xavier_uniform_(self.W.data, gain=1.414)
        nn.init.xavier_uniform_(self.a.data, gain=1.414)
        self.leakyrelu = nn.LeakyReLU(alpha)

    def forward(self, h, adj):
        Wh = h @ self.W
        n = Wh.size(0)
        pairs = torch.cat([Wh.repeat_interleave(n, 0), Wh.repeat(n, 1)], 1).view(n, n, -1)
        e = self.leakyrelu(pairs @ self.a).squeeze(2)
        attention = torch.where(adj > 0, e, torch.full_like(e, -9e15))
        attention = F.dropout(F.softmax(attention, dim=1), 0.3, training=self.training)
        return attention @ Wh


class GAT(nn.Module):
    def __init__(self, nfeat=5, nhid=4, nclass=3, heads=2):
        super().__init__()
        self.attentions = [GATLayer(nfeat, nhid) for _ in range(heads)]
        for i, att in enumerate(self.attentions):
            self.add_module(f"attention_{i}", att)
        self.out_att = GATLayer(nhid * heads, nclass)

    def forward(self, x, adj):
        x = torch.cat([F.elu(att(x, adj)) for att in self.attentions], dim=1)
        x = self.out_att(x, adj)
        return F.log_softmax(x, dim=1)


gat = GAT()
x, adj, y = torch.randn(6, 5), torch.ones(6, 6), torch.randint(0, 3, (6,))
out = gat(x, adj)
loss = F.nll_loss(out[:4], y[:4])
loss.backward()
