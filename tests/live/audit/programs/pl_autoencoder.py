# ACT114
import torch
from lightning import LightningModule, Trainer
from torch import nn
from torch.utils.data import DataLoader


class AutoEncoder(LightningModule):
    def __init__(self):
        super().__init__()
        self.encoder = nn.Sequential(nn.Conv1d(2, 4, 3, padding=1), nn.GELU())
        self.decoder = nn.Sequential(
            nn.ConvTranspose1d(4, 2, 3, padding=1),
            nn.ReLU(),  # BAD SOURCE
            nn.BatchNorm1d(2),  # GOOD
        )

    def training_step(self, batch):
        again = self.decoder(self.encoder(batch))
        return nn.functional.mse_loss(again, batch)  # LOSS

    def configure_optimizers(self):
        return torch.optim.AdamW(self.parameters())


signals = DataLoader(list(torch.randn(12, 2, 8)), batch_size=4)
Trainer(
    max_epochs=1,
    accelerator="cpu",
    logger=False,
    enable_checkpointing=False,
    enable_progress_bar=False,
    enable_model_summary=False,
).fit(AutoEncoder(), signals)
