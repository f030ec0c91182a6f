# expect: none
# why: CLIP-like similarity times exp(logit_scale) into cross entropy, both ways.
import torch
import torch.nn as nn
import torch.nn.functional as F


class Clip(nn.Module):
    def __init__(self):
        super().__init__()
        self.i, self.t = nn.Linear(6, 4), nn.Linear(5, 4)
        self.logit_scale = nn.Parameter(torch.tensor(2.66))

    def forward(self, img, txt):
        a, b = F.normalize(self.i(img), dim=-1), F.normalize(self.t(txt), dim=-1)
        per_image = self.logit_scale.exp() * a @ b.t()
        y = torch.arange(len(img))
        return (F.cross_entropy(per_image, y) + F.cross_entropy(per_image.t(), y)) / 2


Clip()(torch.randn(5, 6), torch.randn(5, 5)).backward()
