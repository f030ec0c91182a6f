# expect: ACT125@19|14
# why: log_softmax runs over the batch, so samples compete.
import torch
import torch.nn as nn
import torch.nn.functional as F


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(12, 5)

    def forward(self, x):
        return F.log_softmax(self.fc(x), dim=0)


net = Net()
criterion = nn.NLLLoss()
loss = criterion(net(torch.randn(7, 12)), torch.randint(0, 5, (7,)))
loss.backward()
