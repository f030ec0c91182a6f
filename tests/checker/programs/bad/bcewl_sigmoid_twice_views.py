# expect: ACT103@21
# why: Squeeze and float stand between the sigmoid and the loss on logits and change nothing.
import torch
from torch import nn


class Detector(nn.Module):
    def __init__(self):
        super().__init__()
        self.backbone = nn.Conv2d(3, 4, 3)
        self.obj = nn.Conv2d(4, 1, 1)

    def forward(self, img):
        f = torch.relu(self.backbone(img))
        return torch.sigmoid(self.obj(f))


det = Detector()
loss_fn = nn.BCEWithLogitsLoss(reduction="none")
conf = det(torch.randn(2, 3, 6, 6)).squeeze(1).float().reshape(2, -1)
losses = loss_fn(conf, torch.zeros(2, 16))
losses.mean().backward()
