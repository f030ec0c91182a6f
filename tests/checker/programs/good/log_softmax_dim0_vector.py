# expect: none
# why: A single unbatched vector has its classes in dim 0.
import torch
import torch.nn as nn
import torch.nn.functional as F

score = nn.Linear(6, 4)
x = torch.randn(6)
logp = F.log_softmax(score(x), dim=0)
loss = F.nll_loss(logp, torch.tensor(2))
loss.backward()
