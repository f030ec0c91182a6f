# expect: none

import torch
import torch.nn.functional as F
from torch import nn


class Clinical(nn.Module):
    def __init__(self, d=30, n=4):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(d, 24), nn.CELU(), nn.Linear(24, n))

    def forward(self, x):
        logits = self.net(x)
        return {"logits": logits, "probs": logits.softmax(dim=1), "pred": logits.argmax(dim=1)}


class Runner:
    def __init__(self):
        self.model = Clinical()
        self.opt = torch.optim.Adam(self.model.parameters())
        self.criterion = nn.CrossEntropyLoss()

    def run_batch(self, x, y):
        out = self.model(x)
        loss = self.criterion(out["logits"], y)
        self.opt.zero_grad()
        loss.backward()
        self.opt.step()
        brier = F.mse_loss(out["probs"], F.one_hot(y, 4).float())
        return {"loss": loss.item(), "acc": (out["pred"] == y).float().mean().item(), "brier": brier.item()}


print(Runner().run_batch(torch.randn(12, 30), torch.randint(0, 4, (12,))))
