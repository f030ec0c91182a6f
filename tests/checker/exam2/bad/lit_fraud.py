# expect: ACT103@16|19|23

import pytorch_lightning as pl
import torch
import torch.nn as nn
import torch.nn.functional as F


class FraudDetector(pl.LightningModule):
    def __init__(self, in_features, hidden=32):
        super().__init__()
        self.l1 = nn.Linear(in_features, hidden)
        self.l2 = nn.Linear(hidden, 1)

    def forward(self, x):
        return torch.sigmoid(self.l2(F.relu(self.l1(x))))

    def compute_loss(self, y_hat, y):
        return F.binary_cross_entropy_with_logits(y_hat.view(-1), y.float())

    def training_step(self, batch, batch_idx):
        x, y = batch
        loss = self.compute_loss(self(x), y)
        self.log("loss", loss, prog_bar=True)
        return loss

    def test_step(self, batch, batch_idx):
        x, y = batch
        self.log("acc", ((self(x).view(-1) > 0.5) == y.bool()).float().mean())

    def configure_optimizers(self):
        return torch.optim.Adam(self.parameters(), lr=1e-3)
