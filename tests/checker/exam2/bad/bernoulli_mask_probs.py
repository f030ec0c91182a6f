# expect: ACT120@17

import torch
from torch import nn
from torch.distributions import Bernoulli


class PatchSelector(nn.Module):
    """Keeps a random subset of patches; the keep rate is learned."""

    def __init__(self, d=12):
        super().__init__()
        self.score = nn.Linear(d, 1)

    def forward(self, patches):
        keep = self.score(patches).squeeze(-1)
        dist = Bernoulli(probs=keep)
        mask = dist.sample()
        return patches * mask.unsqueeze(-1), dist.log_prob(mask).sum(-1)


if __name__ == "__main__":
    try:
        kept, logp = PatchSelector()(torch.randn(2, 9, 12))
        (-logp.mean()).backward()
    except ValueError as e:
        print("invalid:", str(e)[:60])
