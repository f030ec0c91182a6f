# expect: ACT113@15|32

import torch
import torch.nn as nn


class TwoTower(nn.Module):
    def __init__(self, users=20, items=30, d=8):
        super().__init__()
        self.u, self.i = nn.Embedding(users, d), nn.Embedding(items, d)
        self.mlp = nn.Sequential(
            nn.Linear(2 * d, 16),
            nn.Tanh(),
            nn.Linear(16, 5),
            nn.Tanh(),
        )

    def forward(self, u, i):
        return self.mlp(torch.cat((self.u(u), self.i(i)), dim=-1))


class RatingTrainer:
    """Ratings of one to five stars as five classes."""

    def __init__(self, model):
        self.model = model
        self.objective = nn.CrossEntropyLoss()
        self.optimizer = torch.optim.Adagrad(model.parameters())

    def on_batch(self, u, i, stars):
        scores = self.model(u, i)
        loss = self.objective(scores, stars - 1)
        self.optimizer.zero_grad()
        loss.backward()
        self.optimizer.step()


RatingTrainer(TwoTower()).on_batch(torch.randint(0, 20, (6,)), torch.randint(0, 30, (6,)), torch.randint(1, 6, (6,)))
