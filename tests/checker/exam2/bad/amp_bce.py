# expect: ACT129@26

import torch
import torch.nn as nn
from torch.cuda.amp import GradScaler, autocast


class EdgeNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.c1 = nn.Conv2d(3, 8, 3, padding=1)
        self.c2 = nn.Conv2d(8, 1, 3, padding=1)

    def forward(self, x):
        return torch.sigmoid(self.c2(torch.relu(self.c1(x))))


def train(model, loader, opt, device="cuda"):
    scaler = GradScaler()
    criterion = nn.BCELoss()
    for x, edge in loader:
        x, edge = x.to(device), edge.to(device)
        opt.zero_grad()
        with autocast():
            pred = model(x)
            loss = criterion(pred, edge)
        scaler.scale(loss).backward()
        scaler.step(opt)
        scaler.update()
