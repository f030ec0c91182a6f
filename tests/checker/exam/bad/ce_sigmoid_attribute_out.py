# expect: ACT102@21
# why: self.out_act is nn.Sigmoid and the segmentation loss is cross entropy over two classes.
import torch
import torch.nn as nn


class TinyUNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.enc = nn.Conv2d(1, 4, 3, padding=1)
        self.dec = nn.Conv2d(4, 2, 1)
        self.out_act = nn.Sigmoid()

    def forward(self, x):
        x = torch.relu(self.enc(x))
        x = self.dec(x)
        return self.out_act(x)


def compute_loss(prediction, mask, ce=nn.CrossEntropyLoss()):
    return ce(prediction, mask)


unet = TinyUNet()
compute_loss(unet(torch.randn(2, 1, 6, 6)), torch.randint(0, 2, (2, 6, 6))).backward()
