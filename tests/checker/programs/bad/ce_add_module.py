# expect: ACT101@14
# why: add_module appends a softmax under a name and the loss is cross entropy.
import torch
import torch.nn as nn

net = nn.Sequential()
net.add_module("fc", nn.Linear(8, 6))
net.add_module("tanh", nn.Tanh())
net.add_module("out", nn.Linear(6, 3))
net.add_module("softmax", nn.Softmax(dim=1))
lossfn = nn.CrossEntropyLoss()
x = torch.randn(7, 8)
y = torch.randint(3, (7,))
err = lossfn(net(x), y)
err.backward()
