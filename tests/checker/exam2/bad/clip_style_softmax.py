# expect: ACT101@28

import torch
import torch.nn as nn
import torch.nn.functional as F


class TwoTower(nn.Module):
    def __init__(self, d_img=32, d_txt=24, d=16):
        super().__init__()
        self.img = nn.Linear(d_img, d)
        self.txt = nn.Linear(d_txt, d)
        self.logit_scale = nn.Parameter(torch.tensor(2.6))

    def similarity(self, img, txt):
        a = F.normalize(self.img(img), dim=-1)
        b = F.normalize(self.txt(txt), dim=-1)
        return self.logit_scale.exp() * a @ b.t()

    def forward(self, img, txt):
        sim = self.similarity(img, txt)
        return sim.softmax(dim=1), sim.t().softmax(dim=1)


def contrastive_loss(model, img, txt):
    per_image, per_text = model(img, txt)
    target = torch.arange(len(img))
    return (F.cross_entropy(per_image, target) + F.cross_entropy(per_text, target)) / 2


m = TwoTower()
contrastive_loss(m, torch.randn(6, 32), torch.randn(6, 24)).backward()
