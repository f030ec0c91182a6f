# expect: none
# why: DINO: softmax of the sharpened teacher is the target, log_softmax of the student the input.
import torch
import torch.nn as nn
import torch.nn.functional as F


def dino(student, teacher, center, ts=0.1, tt=0.04):
    t = F.softmax((teacher - center) / tt, dim=-1).detach()
    return torch.sum(-t * F.log_softmax(student / ts, dim=-1), dim=-1).mean()


s, t = nn.Linear(6, 5), nn.Linear(6, 5)
dino(s(torch.randn(4, 6)), t(torch.randn(4, 6)), torch.zeros(5)).backward()
