# expect: ACT114@25
# why: The forecaster's forward ends in relu and training_step uses the L1 loss on standardized targets.
import torch
import torch.nn as nn
import torch.nn.functional as F


class LightningModule(nn.Module):
    pass


class Forecaster(LightningModule):
    def __init__(self):
        super().__init__()
        self.gru = nn.GRU(3, 8, batch_first=True)
        self.out = nn.Linear(8, 1)

    def forward(self, window):
        _, h = self.gru(window)
        return torch.relu(self.out(h[-1]))

    def training_step(self, batch, i):
        x, y = batch
        y = (y - y.mean()) / y.std()
        return F.l1_loss(self(x), y)


Forecaster().training_step((torch.randn(5, 7, 3), torch.randn(5, 1)), 0).backward()
