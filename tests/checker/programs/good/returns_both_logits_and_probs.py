# expect: none
# why: forward returns (logits, probs) and the loss takes the first.
import torch
import torch.nn as nn
import torch.nn.functional as F


class Net(nn.Module):
    def __init__(self, d, k):
        super().__init__()
        self.fc = nn.Linear(d, k)

    def forward(self, x):
        logits = self.fc(x)
        return logits, F.softmax(logits, dim=-1)


net = Net(6, 3)
logits, probs = net(torch.randn(4, 6))
F.cross_entropy(logits, torch.randint(0, 3, (4,))).backward()
print(probs.argmax(-1))
