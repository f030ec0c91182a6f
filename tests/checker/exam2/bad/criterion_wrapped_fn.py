# expect: ACT101@15|26|32

import torch
import torch.nn as nn
import torch.nn.functional as F


class CrossEntropyWithPenalty:
    """Not a module: a callable object, as old code bases have them."""

    def __init__(self, lam=1e-3):
        self.lam = lam

    def __call__(self, model, out, target):
        ce = F.cross_entropy(out, target)
        l1 = sum(p.abs().sum() for p in model.parameters())
        return ce + self.lam * l1


class Sparse(nn.Module):
    def __init__(self, genes=200, types=5):
        super().__init__()
        self.select = nn.Linear(genes, types)

    def forward(self, expr):
        return torch.exp(F.log_softmax(self.select(expr), dim=1))


model, objective = Sparse(), CrossEntropyWithPenalty()
opt = torch.optim.Adam(model.parameters())
expr, cell = torch.rand(20, 200), torch.randint(0, 5, (20,))
loss = objective(model, model(expr), cell)
loss.backward()
opt.step()
