# expect: ACT102@23
# why: training_step applies torch.sigmoid to the logits of a five-class problem before cross entropy.
import torch
import torch.nn as nn
import torch.nn.functional as F


class LightningModule(nn.Module):
    pass


class Wine(LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(11, 5)

    def forward(self, x):
        return self.net(x)

    def training_step(self, batch, idx):
        x, y = batch
        pred = torch.sigmoid(self(x))
        return F.cross_entropy(pred, y)


if __name__ == "__main__":
    wine = Wine()
    wine.training_step((torch.randn(4, 11), torch.randint(0, 5, (4,))), 0).backward()
