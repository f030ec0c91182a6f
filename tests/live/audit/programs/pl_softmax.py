# ACT101
import lightning
import torch
import torch.nn.functional as F
from torch import nn
from torch.utils.data import DataLoader, TensorDataset


class Digits(lightning.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(
            nn.Flatten(),
            nn.Linear(16, 8),
            nn.ReLU(),
            nn.Linear(8, 10),
            nn.Softmax(dim=1),  # BAD SOURCE
        )

    def training_step(self, batch, number):
        images, digits = batch
        loss = F.cross_entropy(self.net(images), digits)  # LOSS
        self.log("loss", loss)
        return loss

    def configure_optimizers(self):
        return torch.optim.Adam(self.parameters(), lr=1e-3)


loader = DataLoader(TensorDataset(torch.randn(20, 1, 4, 4), torch.randint(0, 10, (20,))), batch_size=5)
lightning.Trainer(
    max_epochs=1,
    accelerator="cpu",
    logger=False,
    enable_checkpointing=False,
    enable_progress_bar=False,
    enable_model_summary=False,
).fit(Digits(), loader)
