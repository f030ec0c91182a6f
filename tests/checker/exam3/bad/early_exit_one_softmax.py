# expect: ACT101@29|36

import torch
import torch.nn as nn
import torch.nn.functional as F


class ExitHead(nn.Module):
    def __init__(self, ch, k):
        super().__init__()
        self.fc = nn.Linear(ch, k)

    def forward(self, f):
        return self.fc(F.adaptive_avg_pool2d(f, 1).flatten(1))


class BranchyNet(nn.Module):
    def __init__(self, k=4):
        super().__init__()
        self.stage1 = nn.Sequential(nn.Conv2d(3, 8, 3, padding=1), nn.ReLU())
        self.stage2 = nn.Sequential(nn.Conv2d(8, 16, 3, padding=1), nn.ReLU())
        self.exit1, self.exit2 = ExitHead(8, k), ExitHead(16, k)

    def forward(self, x):
        a = self.stage1(x)
        b = self.stage2(F.max_pool2d(a, 2))
        early = self.exit1(a)
        final = self.exit2(b)
        return early, F.softmax(final, dim=1)


def train_step(model, x, y, opt, weights=(0.3, 1.0)):
    criterion = nn.CrossEntropyLoss()
    early, final = model(x)
    loss = weights[0] * criterion(early, y)
    loss = loss + weights[1] * criterion(final, y)
    opt.zero_grad()
    loss.backward()
    opt.step()
    return loss.item()


branchy = BranchyNet()
print(train_step(branchy, torch.randn(2, 3, 8, 8), torch.tensor([0, 3]), torch.optim.Adam(branchy.parameters())))
