# expect: ACT122@18|27

import torch
import torch.nn as nn
import torch.nn.functional as F


class GoalModel(nn.Module):
    def __init__(self, teams=8, dim=4):
        super().__init__()
        self.attack, self.defence = nn.Embedding(teams, dim), nn.Embedding(teams, dim)
        self.out = nn.Linear(dim, 1)

    def log_rate(self, home, away):
        return self.out(self.attack(home) * self.defence(away)).squeeze(-1)

    def forward(self, home, away):
        return torch.exp(self.log_rate(home, away))


model = GoalModel()
optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
for _ in range(3):
    home, away = torch.randint(0, 8, (6,)), torch.randint(0, 8, (6,))
    goals = torch.poisson(torch.full((6,), 1.4))
    expected = model(home, away)
    loss = F.poisson_nll_loss(expected, goals)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
