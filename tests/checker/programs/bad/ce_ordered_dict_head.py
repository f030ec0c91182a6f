# expect: ACT101@20
# why: An OrderedDict names the layers; the one called "prob" is a softmax and cross entropy follows.
from collections import OrderedDict
import torch
import torch.nn as nn
import torch.nn.functional as fn


def build(classes):
    return nn.Sequential(
        OrderedDict(
            [("lin1", nn.Linear(10, 12)), ("act", nn.GELU()), ("lin2", nn.Linear(12, classes)), ("prob", nn.Softmax(1))]
        )
    )


net = build(3)
batch, target = torch.randn(5, 10), torch.randint(0, 3, (5,))
out = net(batch)
loss = fn.cross_entropy(out, target)
loss.backward()
