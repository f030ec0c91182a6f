# expect: ACT124@6
# why: nn.LogSoftmax() leaves its dim to PyTorch's guess.
import torch
import torch.nn as nn

model = nn.Sequential(nn.Linear(9, 5), nn.LogSoftmax())
loss = nn.NLLLoss()(model(torch.randn(4, 9)), torch.randint(0, 5, (4,)))
loss.backward()
