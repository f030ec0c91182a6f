# expect: ACT107@9
# why: NLLLoss on the raw scores of a linear layer has no lower bound.
import torch
from torch import nn

model = nn.Sequential(nn.Linear(6, 10), nn.ReLU(), nn.Linear(10, 4))
loss_function = nn.NLLLoss()
x, y = torch.randn(8, 6), torch.randint(0, 4, (8,))
loss = loss_function(model(x), y)
loss.backward()
