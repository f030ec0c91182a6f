# expect: ACT105@15
# why: The model returns logsigmoid while BCELoss takes probabilities.
# raises: RuntimeError
import torch
from torch import nn
import torch.nn.functional as F

lin = nn.Linear(5, 1)


def model(x):
    return F.logsigmoid(lin(x))


loss = F.binary_cross_entropy(model(torch.randn(4, 5)), torch.ones(4, 1))
loss.backward()
