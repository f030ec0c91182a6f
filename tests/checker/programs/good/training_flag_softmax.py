# expect: none
# why: forward returns logits while training and a softmax in eval mode.
import torch
import torch.nn as nn
import torch.nn.functional as F


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(9, 4)

    def forward(self, x):
        logits = self.fc(x)
        return logits if self.training else F.softmax(logits, dim=1)


net = Net()
net.train()
F.cross_entropy(net(torch.randn(5, 9)), torch.randint(0, 4, (5,))).backward()
net.eval()
assert torch.allclose(net(torch.randn(2, 9)).sum(1), torch.ones(2))
