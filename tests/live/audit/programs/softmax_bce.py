# ACT111
import torch
from torch import nn

genres = 6
films = nn.Sequential(nn.Dropout(0.2), nn.Linear(15, genres), nn.Softmax(dim=-1))  # BAD SOURCE
films = nn.Sequential(nn.Dropout(0.2), nn.Linear(15, genres), nn.Sigmoid())  # GOOD
weights = torch.linspace(0.5, 1.5, genres)
optimizer = torch.optim.LBFGS(films.parameters(), max_iter=3)
plots = torch.randn(20, 15)
tags = (plots[:, :genres] > 0.3).float()


def closure():
    optimizer.zero_grad()
    loss = nn.functional.binary_cross_entropy(films(plots), tags, weight=weights)  # LOSS
    loss.backward()
    return loss


for _ in range(2):
    optimizer.step(closure)
