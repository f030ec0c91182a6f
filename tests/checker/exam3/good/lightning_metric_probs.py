# expect: none

import lightning.pytorch as pl
import torch
from torch import nn


class Calibration:
    """Expected calibration error over ten bins; wants probabilities."""

    def __init__(self, bins=10):
        self.edges = torch.linspace(0, 1, bins + 1)

    def __call__(self, probs, target):
        conf, pred = probs.max(dim=1)
        hit = (pred == target).float()
        err = 0.0
        for lo, hi in zip(self.edges[:-1], self.edges[1:]):
            inside = (conf > lo) & (conf <= hi)
            if inside.any():
                err += inside.float().mean() * (conf[inside].mean() - hit[inside].mean()).abs()
        return err


class LitText(pl.LightningModule):
    def __init__(self, vocab=100, dim=16, classes=5):
        super().__init__()
        self.embed = nn.EmbeddingBag(vocab, dim)
        self.head = nn.Sequential(nn.Linear(dim, dim), nn.Tanh(), nn.Linear(dim, classes))
        self.loss = nn.CrossEntropyLoss()
        self.softmax = nn.Softmax(dim=1)
        self.ece = Calibration()

    def forward(self, tokens):
        return self.softmax(self.logits(tokens))

    def logits(self, tokens):
        return self.head(self.embed(tokens))

    def training_step(self, batch, batch_idx):
        tokens, y = batch
        z = self.logits(tokens)
        return self.loss(z, y)

    def validation_step(self, batch, batch_idx):
        tokens, y = batch
        z = self.logits(tokens)
        probs = self.softmax(z)
        return {"val_loss": self.loss(z, y), "ece": self.ece(probs, y)}

    def predict_step(self, batch, batch_idx, dataloader_idx=0):
        return self(batch[0]).argmax(1)

    def configure_optimizers(self):
        return torch.optim.Adam(self.parameters())


lit = LitText()
batch = torch.randint(0, 100, (6, 7)), torch.randint(0, 5, (6,))
print(lit.training_step(batch, 0), lit.validation_step(batch, 0), lit.predict_step(batch, 0))
