# expect: ACT129@28

import torch
import torch.nn as nn
from torch.amp import GradScaler, autocast


class Saliency(nn.Module):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Conv2d(3, 8, 3, padding=1), nn.ReLU(), nn.Conv2d(8, 1, 1))

    def forward(self, x):
        return self.net(x).sigmoid()


class AmpTrainer:
    def __init__(self, model, lr=1e-3):
        self.model = model
        self.criterion = nn.BCELoss()
        self.scaler = GradScaler("cuda")
        self.opt = torch.optim.Adam(model.parameters(), lr)

    def step(self, x, y):
        self.opt.zero_grad()
        with autocast("cuda", dtype=torch.float16):
            out = self.model(x)
            loss = self.criterion(out, y)
        self.scaler.scale(loss).backward()
        self.scaler.step(self.opt)
        self.scaler.update()


trainer = AmpTrainer(Saliency())
if torch.cuda.is_available():
    trainer.step(torch.randn(1, 3, 8, 8), torch.rand(1, 1, 8, 8).round())
