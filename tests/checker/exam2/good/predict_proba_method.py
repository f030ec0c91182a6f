# expect: none

import torch
import torch.nn as nn
import torch.nn.functional as F


class Fashion(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(1, 6, 5)
        self.fc = nn.Linear(6 * 12 * 12, 10)
        self.softmax = nn.Softmax(dim=1)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.conv(x)), 2)
        return self.fc(x.flatten(1))

    @torch.no_grad()
    def predict_proba(self, x):
        return self.softmax(self(x))


def fit(model, x, y):
    opt = torch.optim.Adam(model.parameters())
    crit = nn.CrossEntropyLoss()
    for _ in range(2):
        opt.zero_grad()
        loss = crit(model(x), y)
        loss.backward()
        opt.step()
        conf, pred = model.predict_proba(x).max(dim=1)
        print(loss.item(), conf.mean().item(), (pred == y).float().mean().item())


fit(Fashion(), torch.rand(4, 1, 28, 28), torch.tensor([0, 3, 5, 9]))
