# expect: ACT107@21
# why: The graph network dropped its log_softmax but kept F.nll_loss on the training mask.
import torch
import torch.nn as nn
import torch.nn.functional as F


class GCN(nn.Module):
    def __init__(self):
        super().__init__()
        self.w1, self.w2 = nn.Linear(5, 8), nn.Linear(8, 3)

    def forward(self, x, adj):
        h = F.relu(adj @ self.w1(x))
        h = F.dropout(h, p=0.5, training=self.training)
        return adj @ self.w2(h)


model, mask, y = GCN(), torch.tensor([True, True, False, True]), torch.tensor([0, 1, 2, 2])
out = model(torch.randn(4, 5), torch.eye(4))
loss = F.nll_loss(out[mask], y[mask])
loss.backward()
