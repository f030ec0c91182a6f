# expect: ACT101@25
# why: The Lightning module's forward ends in a softmax and training_step applies F.cross_entropy to it.
import torch
import torch.nn as nn
import torch.nn.functional as F


class LightningModule(nn.Module):
    def log(self, name, value):
        pass


class LitModel(LightningModule):
    def __init__(self, hidden=16):
        super().__init__()
        self.encoder = nn.Sequential(nn.Linear(28, hidden), nn.ReLU())
        self.classifier = nn.Linear(hidden, 10)

    def forward(self, x):
        return F.softmax(self.classifier(self.encoder(x)), dim=1)

    def training_step(self, batch, batch_idx):
        x, y = batch
        y_hat = self(x)
        loss = F.cross_entropy(y_hat, y)
        self.log("train_loss", loss)
        return loss

    def configure_optimizers(self):
        return torch.optim.Adam(self.parameters(), lr=1e-3)


if __name__ == "__main__":
    lit = LitModel()
    optimizer = lit.configure_optimizers()
    for i in range(2):
        loss = lit.training_step((torch.randn(4, 28), torch.randint(0, 10, (4,))), i)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
