# expect: ACT107@21
# why: training_step returns a dict whose loss is NLL of the network's logits.
import torch
import torch.nn as nn
import torch.nn.functional as F


class LightningModule(nn.Module):
    pass


class Lit(LightningModule):
    def __init__(self):
        super().__init__()
        self.l1 = nn.Linear(16, 4)
        self.criterion = nn.NLLLoss()

    def training_step(self, batch, batch_idx):
        images, target = batch
        logits = self.l1(images.flatten(1))
        loss = self.criterion(logits, target)
        return {"loss": loss}


lit = Lit()
lit.training_step((torch.randn(3, 4, 4), torch.randint(0, 4, (3,))), 0)["loss"].backward()
