# expect: ACT125@19
# why: log_softmax(dim=0) in training_step normalises over the samples.
import torch
import torch.nn as nn
import torch.nn.functional as F


class LightningModule(nn.Module):
    pass


class Probe(LightningModule):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(6, 4)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.nll_loss(F.log_softmax(self.fc(x), dim=0), y)


Probe().training_step((torch.randn(5, 6), torch.randint(0, 4, (5,))), 0).backward()
