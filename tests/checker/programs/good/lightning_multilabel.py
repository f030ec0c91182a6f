# expect: none
# why: Shared step with BCEWithLogits; sigmoid for thresholded predictions only.
import torch
from torch import nn

try:
    from lightning.pytorch import LightningModule
except ImportError:
    LightningModule = nn.Module


class Tags(LightningModule):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(9, 5)
        self.loss_fn = nn.BCEWithLogitsLoss()

    def _step(self, batch):
        logits = self.fc(batch[0])
        preds = logits.sigmoid().gt(0.5)
        return self.loss_fn(logits, batch[1]), preds

    def training_step(self, batch, i):
        return self._step(batch)[0]


Tags().training_step((torch.randn(3, 9), torch.rand(3, 5).round()), 0).backward()
