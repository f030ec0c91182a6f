# expect: none
# why: log_target=True with two log_softmax outputs.
import torch
from torch import nn

kl = nn.KLDivLoss(reduction="batchmean", log_target=True)
a, b = nn.Linear(4, 3), nn.Linear(4, 3)
x = torch.randn(5, 4)
loss = kl(a(x).log_softmax(dim=-1), b(x).log_softmax(dim=-1).detach())
loss.backward()
