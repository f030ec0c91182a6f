# expect: none
# why: training_step uses logits for the loss and a softmax for the logged accuracy.
import torch
import torch.nn as nn
import torch.nn.functional as F


class LightningModule(nn.Module):
    def log(self, *args, **kwargs):
        pass


class Lit(LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(8, 16), nn.ReLU(), nn.Linear(16, 3))
        self.criterion = nn.CrossEntropyLoss()

    def forward(self, x):
        return self.net(x)

    def training_step(self, batch, idx):
        x, y = batch
        logits = self(x)
        loss = self.criterion(logits, y)
        preds = F.softmax(logits, dim=1).argmax(dim=1)
        self.log("acc", (preds == y).float().mean())
        return loss

    def predict_step(self, batch, idx):
        return F.softmax(self(batch), dim=1)


lit = Lit()
lit.training_step((torch.randn(4, 8), torch.randint(0, 3, (4,))), 0).backward()
lit.predict_step(torch.randn(2, 8), 0)
