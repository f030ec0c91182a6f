# expect: ACT108@19
# why: The posterior's softmax is given to KLDivLoss as it is.
import torch
from torch import nn


class Posterior(nn.Module):
    def __init__(self, k):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(6, 12), nn.Tanh(), nn.Linear(12, k))

    def forward(self, x):
        return {"q": torch.softmax(self.net(x), dim=1)}


uniform = torch.full((3, 5), 0.2)
kl = nn.KLDivLoss(reduction="batchmean")
out = Posterior(5)(torch.randn(3, 6))
loss = kl(out["q"], uniform)
loss.backward()
