# expect: ACT104@9
# why: Softmax output and MultiLabelSoftMarginLoss: each label expects its own logit.
import torch
from torch import nn

net = nn.Sequential(nn.Linear(7, 5), nn.Softmax(dim=1))
criterion = nn.MultiLabelSoftMarginLoss()
out = net(torch.randn(3, 7))
loss = criterion(out, torch.rand(3, 5).round())
loss.backward()
