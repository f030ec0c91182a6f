# expect: ACT101@22
# why: nn.Softmax2d closes a segmentation network that is trained with per-pixel cross entropy.
import torch
from torch import nn


class Seg(nn.Module):
    def __init__(self):
        super().__init__()
        self.down = nn.Sequential(nn.Conv2d(3, 8, 3, padding=1), nn.BatchNorm2d(8), nn.ReLU(inplace=True))
        self.up = nn.Conv2d(8, 4, 1)
        self.act = nn.Softmax2d()

    def forward(self, img):
        return self.act(self.up(self.down(img)))


seg = Seg()
crit = nn.CrossEntropyLoss(ignore_index=255)
masks = torch.randint(0, 4, (2, 8, 8))
pred = seg(torch.randn(2, 3, 8, 8))
loss = crit(pred, masks)
loss.backward()
