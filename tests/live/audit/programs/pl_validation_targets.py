# ACT502
import torch
from lightning import LightningModule, Trainer
from torch.nn import Linear
from torch.nn.functional import binary_cross_entropy_with_logits
from torch.utils.data import DataLoader, TensorDataset


class Masks(LightningModule):
    def __init__(self):
        super().__init__()
        self.only = Linear(5, 5)  # SOURCE

    def training_step(self, batch, index):
        x, mask = batch
        return binary_cross_entropy_with_logits(self.only(x), mask / 255)

    def validation_step(self, batch, index):
        x, mask = batch
        value = binary_cross_entropy_with_logits(self.only(x), mask)  # BAD LOSS
        value = binary_cross_entropy_with_logits(self.only(x), (mask > 127).float())  # GOOD
        self.log("value", value)

    def configure_optimizers(self):
        return torch.optim.SGD(self.parameters(), lr=0.01)


def loader():
    return DataLoader(TensorDataset(torch.randn(6, 5), torch.rand(6, 5).round() * 255), batch_size=3)


quiet = {"logger": False, "enable_checkpointing": False, "enable_progress_bar": False, "enable_model_summary": False}
Trainer(max_epochs=1, accelerator="cpu", num_sanity_val_steps=0, **quiet).fit(Masks(), loader(), loader())
