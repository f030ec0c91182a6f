# expect: none
# why: Sampling with softmax, learning with cross entropy on logits per sample.
import torch
import torch.nn as nn
import torch.nn.functional as F

net = nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 3))


def rollout(n):
    obs = torch.randn(n, 4)
    with torch.no_grad():
        act = torch.multinomial(net(obs).softmax(-1), 1).squeeze(1)
    return obs, act, torch.randn(n)


obs, act, ret = rollout(6)
nlp = F.cross_entropy(net(obs), act, reduction="none")
(nlp * (ret - ret.mean())).mean().backward()
