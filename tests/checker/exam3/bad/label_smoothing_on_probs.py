# expect: ACT127@18|20|33|43
# allow: ACT101@18|20|33|43

import torch
import torch.nn as nn
import torch.nn.functional as F


class SmoothCE(nn.Module):
    """Cross entropy with label smoothing; takes scores [N, C]."""

    def __init__(self, eps=0.1):
        super().__init__()
        self.eps = eps

    def forward(self, scores, target):
        n = scores.size(-1)
        logp = F.log_softmax(scores, dim=-1)
        smooth = -logp.sum(dim=-1).mean()
        nll = F.nll_loss(logp, target)
        return (1 - self.eps) * nll + self.eps * smooth / n


class GestureNet(nn.Module):
    def __init__(self, joints=21, gestures=8):
        super().__init__()
        self.net = nn.Sequential(
            nn.Flatten(),
            nn.Linear(joints * 3, 48),
            nn.BatchNorm1d(48),
            nn.ReLU(),
            nn.Linear(48, gestures),
            nn.Softmax(dim=-1),
        )

    def forward(self, pose):
        return self.net(pose)


net, smooth_ce = GestureNet(), SmoothCE()
opt = torch.optim.SGD(net.parameters(), lr=0.01, nesterov=True, momentum=0.9)
for pose, label in [(torch.randn(6, 21, 3), torch.randint(0, 8, (6,)))]:
    loss = smooth_ce(net(pose), label)
    opt.zero_grad()
    loss.backward()
    opt.step()
