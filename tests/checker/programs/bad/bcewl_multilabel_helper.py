# expect: ACT103@17
# why: A helper named get_logits already applies the sigmoid.
import torch
import torch.nn as nn
import torch.nn.functional as F


def get_logits(net, x):
    out = net(x)
    return out.sigmoid()


net = nn.Linear(9, 4)
x = torch.randn(5, 9)
y = torch.rand(5, 4).gt(0.5).float()
logits = get_logits(net, x)
loss = F.binary_cross_entropy_with_logits(logits, y, reduction="mean")
loss.backward()
