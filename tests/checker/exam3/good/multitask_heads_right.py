# expect: none

import torch
import torch.nn as nn
import torch.nn.functional as F


class Uncertainty(nn.Module):
    """Kendall's weighting: one learned log variance a task."""

    def __init__(self, tasks):
        super().__init__()
        self.log_vars = nn.ParameterDict({t: nn.Parameter(torch.zeros(())) for t in tasks})

    def forward(self, losses):
        return sum(torch.exp(-self.log_vars[t]) * v + self.log_vars[t] for t, v in losses.items())


class Perception(nn.Module):
    def __init__(self, c=8, classes=4):
        super().__init__()
        self.shared = nn.Sequential(nn.Conv2d(3, c, 3, padding=1), nn.BatchNorm2d(c), nn.ReLU())
        self.heads = nn.ModuleDict(
            {
                "seg": nn.Conv2d(c, classes, 1),
                "depth": nn.Sequential(nn.Conv2d(c, 1, 1), nn.Softplus()),
                "normals": nn.Conv2d(c, 3, 1),
                "edge": nn.Conv2d(c, 1, 1),
            }
        )

    def forward(self, x):
        f = self.shared(x)
        out = {name: head(f) for name, head in self.heads.items()}
        out["normals"] = F.normalize(out["normals"], dim=1)
        return out


def losses(out, t):
    return {
        "seg": F.cross_entropy(out["seg"], t["seg"]),
        "depth": F.l1_loss(out["depth"].clamp(min=1e-3).log(), t["depth"].log()),
        "normals": 1 - F.cosine_similarity(out["normals"], t["normals"]).mean(),
        "edge": F.binary_cross_entropy_with_logits(out["edge"], t["edge"]),
    }


model, balance = Perception(), Uncertainty(["seg", "depth", "normals", "edge"])
t = {
    "seg": torch.randint(0, 4, (2, 5, 5)),
    "depth": torch.rand(2, 1, 5, 5) + 0.1,
    "normals": F.normalize(torch.randn(2, 3, 5, 5), dim=1),
    "edge": torch.rand(2, 1, 5, 5).round(),
}
balance(losses(model(torch.randn(2, 3, 5, 5)), t)).backward()
