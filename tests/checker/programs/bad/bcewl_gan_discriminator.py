# expect: ACT103@22, ACT103@23
# why: The discriminator ends with a sigmoid and the adversarial loss is BCEWithLogits.
import torch
from torch import nn


class Discriminator(nn.Module):
    def __init__(self):
        super().__init__()
        self.main = nn.Sequential(nn.Linear(16, 16), nn.LeakyReLU(0.2), nn.Linear(16, 1), nn.Sigmoid())

    def forward(self, x):
        return self.main(x).view(-1)


D = Discriminator()
G = nn.Sequential(nn.Linear(4, 16), nn.Tanh())
adversarial_loss = nn.BCEWithLogitsLoss()
opt_d = torch.optim.Adam(D.parameters())
real = torch.randn(6, 16)
fake = G(torch.randn(6, 4)).detach()
d_real = adversarial_loss(D(real), torch.ones(6))
d_fake = adversarial_loss(D(fake), torch.zeros(6))
opt_d.zero_grad()
(d_real + d_fake).backward()
opt_d.step()
