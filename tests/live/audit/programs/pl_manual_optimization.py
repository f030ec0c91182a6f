# ACT105
import torch
from lightning import LightningModule, Trainer
from torch import nn
from torch.utils.data import DataLoader, TensorDataset


class Manual(LightningModule):
    def __init__(self):
        super().__init__()
        self.automatic_optimization = False
        self.scorer = nn.Linear(7, 1)  # BAD SOURCE
        self.scorer = nn.Sequential(nn.Linear(7, 1), nn.Sigmoid())  # GOOD

    def training_step(self, batch, index):
        x, clicked = batch
        p = self.scorer(x).squeeze(1).clamp(-50, 50)  # BAD
        p = self.scorer(x).squeeze(1).clamp(1e-6, 1 - 1e-6)  # GOOD
        loss = -(clicked * torch.log(p)).mean()  # LOSS
        optimizer = self.optimizers()
        optimizer.zero_grad()
        self.manual_backward(loss)
        optimizer.step()

    def configure_optimizers(self):
        return torch.optim.SGD(self.parameters(), lr=0.01)


rows = TensorDataset(torch.randn(10, 7), torch.ones(10))
Trainer(
    max_epochs=1,
    accelerator="cpu",
    logger=False,
    enable_checkpointing=False,
    enable_progress_bar=False,
    enable_model_summary=False,
).fit(Manual(), DataLoader(rows, batch_size=5))
