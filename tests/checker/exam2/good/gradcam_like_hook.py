# expect: none

import torch
import torch.nn.functional as F
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 8, 3)
        self.fc = nn.Linear(8, 4)

    def forward(self, x):
        self.fmap = F.relu(self.conv(x))
        return self.fc(self.fmap.mean((2, 3)))


def grad_cam(net, x, cls=None):
    logits = net(x)
    probs = logits.softmax(1)
    cls = probs.argmax(1) if cls is None else cls
    score = logits.gather(1, cls[:, None]).sum()
    (g,) = torch.autograd.grad(score, net.fmap)
    cam = F.relu((g.mean((2, 3), keepdim=True) * net.fmap).sum(1))
    return cam / cam.amax((1, 2), keepdim=True).clamp_min(1e-6), probs


def fgsm(net, x, y, eps=0.03):
    x = x.clone().requires_grad_()
    F.cross_entropy(net(x), y).backward()
    return (x + eps * x.grad.sign()).clamp(0, 1).detach()


net = Net()
x = torch.rand(2, 3, 10, 10)
cam, p = grad_cam(net, x)
print(cam.shape, p.max(1).values, fgsm(net, x, p.argmax(1)).shape)
