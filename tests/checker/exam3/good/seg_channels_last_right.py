# expect: none

import torch
import torch.nn as nn
import torch.nn.functional as F


class PixelNet(nn.Module):
    def __init__(self, k=6):
        super().__init__()
        self.k = k
        self.stem = nn.Conv2d(3, 16, 5, padding=2)
        self.score = nn.Conv2d(16, k, 1)

    def forward(self, x):
        return self.score(F.leaky_relu(self.stem(x), 0.1))


def pixel_nll(scores, labels, ignore=-1):
    n, k, h, w = scores.shape
    flat = scores.permute(0, 2, 3, 1).reshape(-1, k)
    logp = F.log_softmax(flat, dim=-1)
    return F.nll_loss(logp, labels.reshape(-1), ignore_index=ignore)


def map_nll(scores, labels):
    return F.nll_loss(F.log_softmax(scores, dim=1), labels)


net = PixelNet()
image, labels = torch.randn(2, 3, 6, 6), torch.randint(0, 6, (2, 6, 6))
out = net(image)
a, b = pixel_nll(out, labels), map_nll(out, labels)
assert torch.allclose(a, b, atol=1e-5)
(a + b).backward()
colors = out.softmax(1).argmax(1)
