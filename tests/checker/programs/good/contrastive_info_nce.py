# expect: none
# why: Normalised similarities over a temperature are logits of any size for cross entropy.
import torch
import torch.nn as nn
import torch.nn.functional as F


def info_nce(a, b, tau=0.07):
    a, b = F.normalize(a, dim=-1), F.normalize(b, dim=-1)
    logits = a @ b.t() / tau
    labels = torch.arange(a.size(0))
    return (F.cross_entropy(logits, labels) + F.cross_entropy(logits.t(), labels)) / 2


img, txt = nn.Linear(8, 6), nn.Linear(5, 6)
info_nce(img(torch.randn(7, 8)), txt(torch.randn(7, 5))).backward()
