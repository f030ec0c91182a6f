# expect: ACT118@20
# why: The critic ends in a sigmoid, but its mean scores are subtracted as a Wasserstein distance.
import torch
from torch import nn


def make_critic():
    return nn.Sequential(nn.Linear(6, 8), nn.LeakyReLU(0.2), nn.Linear(8, 1), nn.Sigmoid())


generator = nn.Sequential(nn.Linear(2, 6), nn.Tanh())
critic = make_critic()


def critic_step(real, optimizer):
    optimizer.zero_grad()
    fake = generator(torch.randn(len(real), 2)).detach()
    score_real = critic(real).mean()
    score_fake = critic(fake).mean()
    loss = score_fake - score_real
    loss.backward()
    optimizer.step()


critic_step(torch.randn(4, 6), torch.optim.RMSprop(critic.parameters()))
