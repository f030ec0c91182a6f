# expect: none

import torch
import torch.nn as nn
from torch.autograd import Function


class ReverseLayerF(Function):
    @staticmethod
    def forward(ctx, x, alpha):
        ctx.alpha = alpha
        return x.view_as(x)

    @staticmethod
    def backward(ctx, grad_output):
        return grad_output.neg() * ctx.alpha, None


class DANN(nn.Module):
    def __init__(self):
        super().__init__()
        self.feature = nn.Sequential(nn.Linear(16, 32), nn.ReLU(True))
        self.class_classifier = nn.Sequential(nn.Linear(32, 10), nn.LogSoftmax(dim=1))
        self.domain_classifier = nn.Sequential(nn.Linear(32, 2), nn.LogSoftmax(dim=1))

    def forward(self, x, alpha):
        f = self.feature(x)
        return self.class_classifier(f), self.domain_classifier(ReverseLayerF.apply(f, alpha))


net = DANN()
loss_class, loss_domain = nn.NLLLoss(), nn.NLLLoss()
s, t = torch.randn(5, 16), torch.randn(5, 16)
c, d = net(s, 0.3)
err = loss_class(c, torch.randint(0, 10, (5,))) + loss_domain(d, torch.zeros(5).long())
_, d_t = net(t, 0.3)
err = err + loss_domain(d_t, torch.ones(5).long())
err.backward()
