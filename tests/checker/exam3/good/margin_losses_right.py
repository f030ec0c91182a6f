# expect: none

import torch
import torch.nn as nn
import torch.nn.functional as F


class Ranker(nn.Module):
    def __init__(self, d=6, k=5):
        super().__init__()
        self.body = nn.Sequential(nn.Linear(d, 16), nn.LeakyReLU(), nn.Linear(16, 16), nn.LeakyReLU())
        self.fc = nn.Linear(16, k)

    def forward(self, x):
        return self.fc(self.body(x))


model = Ranker()
x, y = torch.randn(6, 6), torch.randint(0, 5, (6,))
signs = torch.randint(0, 2, (6, 5)) * 2.0 - 1
criteria = {
    "multi_margin": lambda z: F.multi_margin_loss(z, y),
    "soft_margin": lambda z: F.soft_margin_loss(z, signs),
    "multilabel": lambda z: nn.MultiLabelSoftMarginLoss()(z, (signs + 1) / 2),
    "ranking": lambda z: nn.MarginRankingLoss(margin=0.5)(z[:, 0], z[:, 1], torch.ones(6)),
}
opt = torch.optim.Adam(model.parameters())
for name, criterion in criteria.items():
    loss = criterion(model(x))
    opt.zero_grad()
    loss.backward()
    opt.step()
    print(name, loss.item())
