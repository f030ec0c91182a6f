# expect: ACT121@9
# why: The selector ends with nn.Softmax and its output is the logits argument of gumbel_softmax.
import torch
from torch import nn
import torch.nn.functional as F

selector = nn.Sequential(nn.Linear(5, 10), nn.ReLU(), nn.Linear(10, 4), nn.Softmax(dim=1))
for tau in (1.0, 0.5):
    z = F.gumbel_softmax(logits=selector(torch.randn(2, 5)), tau=tau)
    z.pow(2).sum().backward()
