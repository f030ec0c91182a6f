# expect: none

import lightning.pytorch as pl
import torch
from lightning.pytorch.callbacks import Callback
from torch import nn
from torch.utils.data import DataLoader, TensorDataset


class ConfidenceCallback(Callback):
    def on_validation_batch_end(self, trainer, pl_module, outputs, batch, batch_idx, dataloader_idx=0):
        probs = torch.softmax(outputs["logits"], dim=-1)
        pl_module.log("confidence", probs.amax(-1).mean())


class LitSatellite(pl.LightningModule):
    def __init__(self, n=5):
        super().__init__()
        self.net = nn.Sequential(nn.Conv2d(4, 8, 3), nn.ReLU(), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(8, n))
        self.criterion = nn.CrossEntropyLoss()

    def forward(self, x):
        return self.net(x)

    def training_step(self, batch, _):
        x, y = batch
        return self.criterion(self(x), y)

    def validation_step(self, batch, _):
        x, y = batch
        logits = self(x)
        return {"loss": self.criterion(logits, y), "logits": logits}

    def predict_step(self, batch, _):
        return self(batch[0]).softmax(-1)

    def configure_optimizers(self):
        return torch.optim.Adam(self.parameters())


dl = DataLoader(TensorDataset(torch.rand(8, 4, 10, 10), torch.randint(0, 5, (8,))), 4)
trainer = pl.Trainer(max_epochs=1, logger=False, enable_checkpointing=False, enable_progress_bar=False, callbacks=[ConfidenceCallback()])
model = LitSatellite()
trainer.fit(model, dl, dl)
print(torch.cat(trainer.predict(model, dl)).sum(-1))
