# expect: ACT108@17|35

import torch
from torch import nn


class EmotionDistribution(nn.Module):
    """Predicts a distribution over emotions as given by several raters."""

    def __init__(self, dim=10, emotions=6):
        super().__init__()
        self.rnn = nn.GRU(dim, 12, batch_first=True)
        self.proj = nn.Linear(12, emotions)

    def forward(self, frames):
        _, h = self.rnn(frames)
        return self.proj(h[-1])


def make_criterion(kind):
    if kind == "kl":
        return nn.KLDivLoss(reduction="batchmean")
    if kind == "mse":
        return nn.MSELoss()
    raise ValueError(kind)


model = EmotionDistribution()
criterion = make_criterion("kl")
optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
for _ in range(2):
    frames = torch.randn(4, 7, 10)
    ratings = torch.rand(4, 6)
    ratings = ratings / ratings.sum(dim=1, keepdim=True)
    loss = criterion(model(frames), ratings)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
