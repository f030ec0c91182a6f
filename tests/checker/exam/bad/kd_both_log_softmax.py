# expect: ACT109@20
# why: Teacher and student both pass through the same log_softmax helper; kl_div takes the target as a probability.
import torch
import torch.nn as nn
import torch.nn.functional as F


def prepare(logits, T):
    return F.log_softmax(logits / T, dim=-1)


class KD(nn.Module):
    def __init__(self, T=3.0):
        super().__init__()
        self.T = T

    def forward(self, student, teacher):
        s = prepare(student, self.T)
        t = prepare(teacher, self.T)
        return F.kl_div(s, t, reduction="batchmean") * self.T**2


KD()(nn.Linear(4, 3)(torch.randn(2, 4)), torch.randn(2, 3)).backward()
