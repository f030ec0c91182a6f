# expect: ACT126@31|37|44

import torch
import torch.nn as nn


class DoubleConv(nn.Module):
    def __init__(self, in_ch, out_ch):
        super().__init__()
        self.conv = nn.Sequential(
            nn.Conv2d(in_ch, out_ch, 3, padding=1),
            nn.BatchNorm2d(out_ch),
            nn.ReLU(inplace=True),
            nn.Conv2d(out_ch, out_ch, 3, padding=1),
            nn.BatchNorm2d(out_ch),
            nn.ReLU(inplace=True),
        )

    def forward(self, x):
        return self.conv(x)


class MiniUNet(nn.Module):
    def __init__(self, n_classes=4):
        super().__init__()
        self.down = DoubleConv(3, 8)
        self.mid = DoubleConv(8, 16)
        self.up = nn.ConvTranspose2d(16, 8, 2, stride=2)
        self.fuse = DoubleConv(16, 8)
        self.outc = nn.Conv2d(8, n_classes, kernel_size=1)
        self.logsm = nn.LogSoftmax(dim=-1)

    def forward(self, x):
        a = self.down(x)
        b = self.mid(nn.functional.max_pool2d(a, 2))
        c = self.fuse(torch.cat([a, self.up(b)], dim=1))
        return self.logsm(self.outc(c))


def train(net, img, mask):
    criterion = nn.NLLLoss(ignore_index=255)
    opt = torch.optim.Adam(net.parameters(), lr=1e-3)
    pred = net(img)
    loss = criterion(pred, mask)
    opt.zero_grad()
    loss.backward()
    opt.step()
    return loss


if __name__ == "__main__":
    train(MiniUNet(), torch.rand(2, 3, 16, 16), torch.randint(0, 4, (2, 16, 16)))
