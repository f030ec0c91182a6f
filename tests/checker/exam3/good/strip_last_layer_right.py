# expect: none

"""The saved model ends in a softmax; training goes around it."""
import torch
import torch.nn as nn
import torch.nn.functional as F

deployed = nn.Sequential(nn.Linear(6, 16), nn.ReLU(), nn.Linear(16, 4), nn.Softmax(dim=1))
scorer = deployed[:-1]
features = nn.Sequential(*list(deployed.children())[:2])
head = nn.ModuleList([nn.Linear(6, 1), nn.Sigmoid()])


def train(steps=2):
    opt = torch.optim.SGD(deployed.parameters(), lr=0.1)
    for _ in range(steps):
        x, y = torch.randn(5, 6), torch.randint(0, 4, (5,))
        loss = F.cross_entropy(scorer(x), y)
        opt.zero_grad()
        loss.backward()
        opt.step()


def train_binary():
    x, y = torch.randn(5, 6), torch.rand(5, 1).round()
    F.binary_cross_entropy_with_logits(head[0](x), y).backward()
    return head[1](head[0](x)) > 0.5


train()
train_binary()
with torch.no_grad():
    print(deployed(torch.randn(2, 6)).sum(1), features(torch.randn(2, 6)).shape)
