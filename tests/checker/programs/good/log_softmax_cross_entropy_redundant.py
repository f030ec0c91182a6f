# expect: none
# why: log_softmax before cross entropy is redundant but exact: a hint at most.
import torch
import torch.nn as nn

net = nn.Sequential(nn.Linear(6, 4), nn.LogSoftmax(dim=1))
x, y = torch.randn(5, 6), torch.randint(0, 4, (5,))
loss = nn.CrossEntropyLoss()(net(x), y)
assert torch.allclose(loss, nn.NLLLoss()(net(x), y), atol=1e-6)
loss.backward()
