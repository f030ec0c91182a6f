# expect: ACT109@13
# why: The target is a log_softmax but log_target stays False.
import torch
import torch.nn as nn
import torch.nn.functional as F

net = nn.Linear(5, 4)
ref = nn.Linear(5, 4)
x = torch.randn(6, 5)
logp = F.log_softmax(net(x), dim=1)
with torch.no_grad():
    logq = F.log_softmax(ref(x), dim=1)
loss = F.kl_div(logp, logq, reduction="batchmean")
loss.backward()
