# expect: none
# why: log_softmax and cross_entropy together are the same number, as in an old PyTorch example.
import torch
import torch.nn as nn
import torch.nn.functional as F


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(8, 5)

    def forward(self, x):
        return F.log_softmax(self.fc(x), dim=-1)


net = Net()
opt = torch.optim.Adadelta(net.parameters())
loss = F.cross_entropy(net(torch.randn(4, 8)), torch.randint(0, 5, (4,)))
opt.zero_grad()
loss.backward()
opt.step()
