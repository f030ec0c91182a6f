# expect: none
# allow: ACT110@22

import torch
import torch.nn as nn
import torch.nn.functional as F


class Speaker(nn.Module):
    def __init__(self):
        super().__init__()
        self.tdnn = nn.Conv1d(23, 32, 5, dilation=2)
        self.fc = nn.Linear(32, 12)

    def forward(self, mfcc):
        return F.log_softmax(self.fc(F.relu(self.tdnn(mfcc)).mean(2)), dim=1)


net, criterion = Speaker(), nn.CrossEntropyLoss()
out = net(torch.randn(4, 23, 40))
y = torch.randint(0, 12, (4,))
loss = criterion(out, y)
assert torch.allclose(loss, F.nll_loss(out, y))
loss.backward()
