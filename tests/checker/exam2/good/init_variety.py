# expect: none

import torch
from torch import nn


class ResLayer(nn.Module):
    def __init__(self, d):
        super().__init__()
        self.norm = nn.LayerNorm(d)
        self.up = nn.Linear(d, 2 * d)
        self.act = nn.LeakyReLU(0.2)
        self.down = nn.Linear(2 * d, d)
        nn.init.kaiming_normal_(self.up.weight, a=0.2, nonlinearity="leaky_relu")
        nn.init.zeros_(self.up.bias)
        # the branch starts as the identity
        nn.init.zeros_(self.down.weight)
        nn.init.zeros_(self.down.bias)

    def forward(self, x):
        return x + self.down(self.act(self.up(self.norm(x))))


def init_rest(m):
    if isinstance(m, (nn.LayerNorm, nn.BatchNorm1d)):
        nn.init.ones_(m.weight)
        nn.init.zeros_(m.bias)
    elif isinstance(m, nn.Embedding):
        nn.init.normal_(m.weight, std=0.02)


net = nn.Sequential(nn.Embedding(50, 16), ResLayer(16), ResLayer(16), nn.LayerNorm(16))
net.apply(init_rest)
head = nn.Linear(16, 50)
nn.init.xavier_uniform_(head.weight)
out = head(net(torch.randint(0, 50, (3, 6))))
nn.CrossEntropyLoss()(out.transpose(1, 2), torch.randint(0, 50, (3, 6))).backward()
