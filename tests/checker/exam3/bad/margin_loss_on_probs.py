# expect: ACT130@24

import torch
import torch.nn as nn
import torch.nn.functional as F


class SVMHead(nn.Module):
    def __init__(self, encoder, dim, classes):
        super().__init__()
        self.encoder = encoder
        self.linear = nn.Linear(dim, classes)

    def scores(self, x):
        return self.linear(F.relu(self.encoder(x)))

    def forward(self, x):
        s = self.scores(x)
        return F.softmax(s, dim=-1), s


def hinge_step(model, x, y, margin=1.0):
    out, _ = model(x)
    return F.multi_margin_loss(out, y, margin=margin)


model = SVMHead(nn.Linear(6, 10), 10, 4)
opt = torch.optim.SGD(model.parameters(), lr=0.1, weight_decay=1e-3)
for _ in range(3):
    x, y = torch.randn(5, 6), torch.randint(0, 4, (5,))
    loss = hinge_step(model, x, y)
    opt.zero_grad()
    loss.backward()
    opt.step()
