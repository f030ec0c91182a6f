# expect: ACT126@18|21
# why: A road segmenter normalises over the last dim, the width, before nll_loss.
import torch
import torch.nn as nn
import torch.nn.functional as F


class Road(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem, self.out = nn.Conv2d(3, 6, 3, padding=1), nn.Conv2d(6, 3, 1)

    def forward(self, img):
        return self.out(F.relu(self.stem(img)))


def loss_fn(scores, mask):
    return F.nll_loss(F.log_softmax(scores, dim=3), mask)


loss_fn(Road()(torch.randn(2, 3, 4, 6)), torch.randint(0, 3, (2, 4, 6))).backward()
