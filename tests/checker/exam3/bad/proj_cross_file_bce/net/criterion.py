# expect: ACT103@13

import torch
import torch.nn as nn


class SegLoss(nn.Module):
    def __init__(self, pos_weight=1.0):
        super().__init__()
        self.bce = nn.BCEWithLogitsLoss(pos_weight=torch.tensor(pos_weight))

    def forward(self, output, mask):
        return self.bce(output, mask.float())
