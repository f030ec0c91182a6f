# expect: none
# why: nn.ReLU(inplace=True) called as a statement does change the tensor.
import torch
from torch import nn

act = nn.ReLU(inplace=True)
a, b = nn.Linear(4, 6), nn.Linear(6, 3)
h = a(torch.randn(5, 4))
act(h)
loss = nn.functional.cross_entropy(b(h), torch.randint(0, 3, (5,)))
loss.backward()
