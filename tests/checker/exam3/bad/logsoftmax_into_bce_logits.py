# expect: ACT131@28|36

import torch
import torch.nn as nn
import torch.nn.functional as F


class GraphConv(nn.Module):
    def __init__(self, i, o):
        super().__init__()
        self.lin = nn.Linear(i, o, bias=False)
        self.bias = nn.Parameter(torch.zeros(o))

    def forward(self, x, adj):
        return adj @ self.lin(x) + self.bias


class GCN(nn.Module):
    def __init__(self, nfeat, nhid, nclass, dropout=0.5):
        super().__init__()
        self.gc1, self.gc2 = GraphConv(nfeat, nhid), GraphConv(nhid, nclass)
        self.dropout = dropout

    def forward(self, x, adj):
        x = F.relu(self.gc1(x, adj))
        x = F.dropout(x, self.dropout, training=self.training)
        x = self.gc2(x, adj)
        return F.log_softmax(x, dim=1)


def train(epoch, model, features, adj, labels, idx):
    """Protein functions: several labels a node."""
    model.train()
    optimizer.zero_grad()
    output = model(features, adj)
    loss = F.binary_cross_entropy_with_logits(output[idx], labels[idx])
    loss.backward()
    optimizer.step()
    print(epoch, loss.item())


model = GCN(6, 8, 4)
optimizer = torch.optim.Adam(model.parameters(), lr=0.01, weight_decay=5e-4)
adj = torch.eye(7)
for epoch in range(2):
    train(epoch, model, torch.randn(7, 6), adj, torch.rand(7, 4).round(), torch.arange(4))
