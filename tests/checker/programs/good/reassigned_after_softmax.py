# expect: none
# why: The softmaxed name is overwritten by the logits before the loss.
import torch
import torch.nn as nn
import torch.nn.functional as F

net = nn.Linear(5, 3)
x, y = torch.randn(4, 5), torch.randint(0, 3, (4,))
out = F.softmax(net(x), dim=1)
print("initial confidence", out.max().item())
out = net(x)
loss = F.cross_entropy(out, y)
loss.backward()
