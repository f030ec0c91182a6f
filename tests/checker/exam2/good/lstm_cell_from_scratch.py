# expect: none

import torch
from torch import nn


class MyLSTM(nn.Module):
    def __init__(self, n_in, n_h):
        super().__init__()
        self.W = nn.Linear(n_in, 4 * n_h)
        self.U = nn.Linear(n_h, 4 * n_h, bias=False)
        self.n_h = n_h
        with torch.no_grad():
            self.W.bias.zero_()
            self.W.bias[n_h : 2 * n_h].fill_(1.0)

    def forward(self, x):
        h = c = x.new_zeros(x.size(0), self.n_h)
        for t in range(x.size(1)):
            i, f, g, o = (self.W(x[:, t]) + self.U(h)).chunk(4, dim=1)
            c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            h = torch.sigmoid(o) * torch.tanh(c)
        return h


class Regressor(nn.Module):
    def __init__(self):
        super().__init__()
        self.lstm = MyLSTM(2, 12)
        self.out = nn.Linear(12, 1)

    def forward(self, x):
        return self.out(self.lstm(x))


r = Regressor()
x = torch.rand(10, 15, 2)
nn.MSELoss()(r(x), x.sum((1, 2)).unsqueeze(1)).backward()
