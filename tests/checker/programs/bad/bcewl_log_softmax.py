# expect: ACT131@10
# why: Log-probabilities are never above zero, yet the loss reads them as logits.
import torch
import torch.nn as nn
import torch.nn.functional as F

net = nn.Linear(6, 3)
x, y = torch.randn(4, 6), torch.rand(4, 3).round()
out = F.log_softmax(net(x), dim=1)
loss = nn.BCEWithLogitsLoss()(out, y)
loss.backward()
