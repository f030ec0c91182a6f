# expect: ACT108@23
# why: Attention maps of two models are compared by kl_div without a log on the student's.
import torch
import torch.nn as nn
import torch.nn.functional as F


class Attn(nn.Module):
    def __init__(self, d):
        super().__init__()
        self.q = nn.Linear(d, d)
        self.k = nn.Linear(d, d)

    def forward(self, x):
        scores = self.q(x) @ self.k(x).transpose(-2, -1)
        return F.softmax(scores / x.size(-1) ** 0.5, dim=-1)


s, t = Attn(6), Attn(6)
x = torch.randn(2, 5, 6)
att_s = s(x)
att_t = t(x).detach()
loss = F.kl_div(att_s, att_t, reduction="mean")
loss.backward()
