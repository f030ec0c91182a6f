# ACT103
import lightning as L
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset


class Tagger(L.LightningModule):
    def __init__(self, size=6, tags=4):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(size, 12), nn.Linear(12, tags)])
        self.criterion = nn.BCEWithLogitsLoss(pos_weight=torch.full((tags,), 2.0))

    def forward(self, x):
        h = nn.functional.silu(self.layers[0](x))
        return torch.sigmoid(self.layers[1](h))  # BAD SOURCE
        return self.layers[1](h)  # GOOD

    def shared(self, batch):
        x, tags = batch
        return self.criterion(self(x), tags)  # LOSS

    def training_step(self, batch, _):
        return self.shared(batch)

    def validation_step(self, batch, _):
        self.log("validation", self.shared(batch))

    def configure_optimizers(self):
        return torch.optim.SGD(self.parameters(), lr=0.1)


data = DataLoader(TensorDataset(torch.randn(16, 6), torch.rand(16, 4).round()), batch_size=8)
trainer = L.Trainer(
    max_steps=3,
    accelerator="cpu",
    logger=False,
    enable_checkpointing=False,
    enable_progress_bar=False,
    enable_model_summary=False,
)
trainer.fit(Tagger(), data, data)
