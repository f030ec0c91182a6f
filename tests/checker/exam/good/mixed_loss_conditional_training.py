# expect: none
# why: The criterion depends on a flag; each branch gets what it needs from the same logits.
import torch
import torch.nn as nn
import torch.nn.functional as F


def objective(logits, y, use_nll):
    if use_nll:
        return F.nll_loss(F.log_softmax(logits, dim=1), y)
    return F.cross_entropy(logits, y)


net = nn.Linear(5, 4)
x, y = torch.randn(6, 5), torch.randint(0, 4, (6,))
a, b = objective(net(x), y, True), objective(net(x), y, False)
assert torch.allclose(a, b)
(a + b).backward()
