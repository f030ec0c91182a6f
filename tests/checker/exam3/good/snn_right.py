# expect: none

import torch
import torch.nn as nn


class SNN(nn.Module):
    """Self-normalizing network: SELU, AlphaDropout, LeCun normal."""

    def __init__(self, d=10, width=32, depth=3, out=1, p=0.05):
        super().__init__()
        layers = []
        for i in range(depth):
            layers += [nn.Linear(d if i == 0 else width, width), nn.SELU(), nn.AlphaDropout(p)]
        self.body = nn.Sequential(*layers)
        self.out = nn.Linear(width, out)
        self.reset()

    def reset(self):
        for m in self.modules():
            if isinstance(m, nn.Linear):
                nn.init.kaiming_normal_(m.weight, nonlinearity="linear")
                nn.init.zeros_(m.bias)

    def forward(self, x):
        return self.out(self.body(x))


net = SNN()
x, y = torch.randn(8, 10), torch.randn(8, 1)
opt = torch.optim.SGD(net.parameters(), lr=0.01)
for _ in range(2):
    loss = nn.functional.mse_loss(net(x), y)
    opt.zero_grad()
    loss.backward()
    opt.step()
