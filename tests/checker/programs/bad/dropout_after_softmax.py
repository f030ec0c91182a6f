# expect: ACT207@6
# why: Dropout zeroes and rescales the class probabilities.
import torch
from torch import nn

clf = nn.Sequential(nn.Linear(6, 4), nn.Softmax(dim=1), nn.Dropout(0.5))
p = clf(torch.randn(5, 6))
loss = ((p - torch.eye(4)[torch.randint(0, 4, (5,))]) ** 2).mean()
loss.backward()
