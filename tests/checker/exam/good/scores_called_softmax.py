# expect: none
# why: A local called softmax_out holds logits in spite of its name.
import torch
import torch.nn as nn
import torch.nn.functional as F

net = nn.Sequential(nn.Linear(6, 8), nn.Tanh(), nn.Linear(8, 3))
softmax_out = net(torch.randn(4, 6))
criterion = nn.CrossEntropyLoss()
criterion(softmax_out, torch.randint(0, 3, (4,))).backward()
