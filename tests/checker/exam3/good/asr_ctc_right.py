# expect: none

import torch
import torch.nn.functional as F
from torch import nn


class ConformerLite(nn.Module):
    def __init__(self, dim=16, vocab=9):
        super().__init__()
        self.inp = nn.Linear(6, dim)
        self.conv = nn.Conv1d(dim, 2 * dim, 3, padding=1)
        self.out = nn.Linear(dim, vocab)

    def forward(self, x):
        h = self.inp(x)
        h = h + F.glu(self.conv(h.mT), dim=1).mT
        return self.out(F.silu(h))

    def log_probs(self, x):
        return self(x).log_softmax(dim=-1)


def ctc(model, x, x_len, y, y_len):
    lp = model.log_probs(x).permute(1, 0, 2)
    return F.ctc_loss(lp, y, x_len, y_len, blank=0, zero_infinity=True)


def hybrid(model, x, x_len, y, y_len, frames, alpha=0.3):
    frame_loss = F.cross_entropy(model(x).flatten(0, 1), frames.flatten())
    return alpha * ctc(model, x, x_len, y, y_len) + (1 - alpha) * frame_loss


net = ConformerLite()
x, y = torch.randn(2, 14, 6), torch.randint(1, 9, (2, 5))
loss = hybrid(net, x, torch.tensor([14, 12]), y, torch.tensor([5, 4]), torch.randint(0, 9, (2, 14)))
loss.backward()
