# ACT103
import torch
import torch.nn.functional as F
from torch import nn

torch.manual_seed(8)
maker = nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 2))
critic = nn.Sequential(
    nn.Linear(2, 8),
    nn.LeakyReLU(0.2),
    nn.Linear(8, 1),
    nn.Sigmoid(),  # BAD SOURCE
)
first = torch.optim.Adam(maker.parameters(), betas=(0.5, 0.999))
second = torch.optim.Adam(critic.parameters(), betas=(0.5, 0.999))
one, zero = torch.ones(6, 1), torch.zeros(6, 1)
for _ in range(3):
    fake = maker(torch.randn(6, 4))
    scores = critic(torch.cat([torch.randn(6, 2), fake.detach()]))
    loss = F.binary_cross_entropy_with_logits(scores, torch.cat([one, zero]))  # LOSS
    second.zero_grad()
    loss.backward()
    second.step()
    loss = F.binary_cross_entropy_with_logits(critic(fake), one)  # LOSS
    first.zero_grad()
    loss.backward()
    first.step()
