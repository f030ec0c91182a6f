# expect: none
# why: The matcher uses a softmax for its cost; the loss uses the logits.
import torch
import torch.nn as nn
import torch.nn.functional as F


class Criterion(nn.Module):
    @torch.no_grad()
    def match(self, outputs, tgt):
        prob = outputs["pred_logits"].softmax(-1)
        return (-prob[:, tgt]).argmin(dim=0)

    def forward(self, outputs, tgt):
        idx = self.match(outputs, tgt)
        labels = torch.full((outputs["pred_logits"].size(0),), 3)
        labels[idx] = tgt
        return F.cross_entropy(outputs["pred_logits"], labels)


Criterion()({"pred_logits": nn.Linear(4, 4)(torch.randn(6, 4))}, torch.tensor([0, 2])).backward()
