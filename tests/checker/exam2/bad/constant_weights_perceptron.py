# expect: ACT305@16

import numpy as np
import torch
from torch import nn, tensor

xs = tensor(np.array([[0, 0], [0, 1], [1, 0], [1, 1]], dtype=np.float32))
ys = tensor(np.array([[0], [1], [1], [0]], dtype=np.float32))


class XorNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden = nn.Linear(2, 8)
        self.out = nn.Linear(8, 1)
        torch.nn.init.constant_(self.hidden.weight, 0.1)
        torch.nn.init.constant_(self.hidden.bias, 0.0)

    def forward(self, x):
        return self.out(torch.tanh(self.hidden(x)))


net = XorNet()
sgd = torch.optim.SGD(net.parameters(), lr=0.5)
for _ in range(50):
    loss = nn.functional.binary_cross_entropy_with_logits(net(xs), ys)
    sgd.zero_grad()
    loss.backward()
    sgd.step()
