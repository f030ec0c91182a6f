# expect: none
# why: Jensen-Shannon: the log of the mixture is the input, the softmaxes are the targets.
import torch
import torch.nn as nn
import torch.nn.functional as F


def js(p_logits, q_logits):
    p, q = F.softmax(p_logits, 1), F.softmax(q_logits, 1)
    m = (0.5 * (p + q)).clamp(1e-7, 1).log()
    return 0.5 * (F.kl_div(m, p, reduction="batchmean") + F.kl_div(m, q, reduction="batchmean"))


net = nn.Linear(6, 3)
js(net(torch.randn(4, 6)), net(torch.randn(4, 6))).backward()
