# expect: none
# why: A hard Gumbel sample selects the codebook row; the linear layer behind it reads a one-hot on purpose.
import torch
import torch.nn.functional as F
from torch import nn

sel, code, head = nn.Linear(4, 6), nn.Parameter(torch.randn(6, 3)), nn.Linear(3, 2)
x = torch.randn(5, 4)
onehot = F.gumbel_softmax(sel(x), hard=True)
loss = F.cross_entropy(head(onehot @ code), torch.randint(0, 2, (5,)))
loss.backward()
