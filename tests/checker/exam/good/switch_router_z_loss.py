# expect: none
# why: The switch router's z-loss uses logsumexp of its logits and the softmax for dispatch.
import torch
import torch.nn as nn
import torch.nn.functional as F

router, e1, e2 = nn.Linear(6, 2), nn.Linear(6, 6), nn.Linear(6, 6)
x = torch.randn(8, 6)
logits = router(x)
z = torch.logsumexp(logits, dim=-1).pow(2).mean()
gate, idx = F.softmax(logits, dim=-1).max(dim=-1)
y = torch.where(idx[:, None] == 0, e1(x), e2(x)) * gate[:, None]
(F.mse_loss(y, x) + 1e-3 * z).backward()
