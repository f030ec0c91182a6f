# expect: ACT103@21
# why: The mask branch ends with .sigmoid() and is squeezed before the loss on logits.
import torch
import torch.nn as nn
import torch.nn.functional as F


class Mask(nn.Module):
    def __init__(self):
        super().__init__()
        self.up = nn.ConvTranspose2d(4, 4, 2, stride=2)
        self.logit = nn.Conv2d(4, 1, 1)

    def forward(self, feats):
        return self.logit(F.relu(self.up(feats))).sigmoid()


masks = Mask()(torch.randn(2, 4, 3, 3))
masks = masks.squeeze(1)
gt = torch.rand(2, 6, 6).round()
loss = F.binary_cross_entropy_with_logits(masks, gt, pos_weight=torch.tensor(2.0))
loss.backward()
