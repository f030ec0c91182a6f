# expect: ACT101@23
# why: A list of per-digit softmax heads is summed into cross entropy, one call per digit.
import torch
import torch.nn as nn
import torch.nn.functional as F


class Captcha(nn.Module):
    def __init__(self, digits=3):
        super().__init__()
        self.cnn = nn.Sequential(nn.Conv2d(1, 4, 3), nn.ReLU(), nn.AdaptiveMaxPool2d(2), nn.Flatten())
        self.heads = nn.ModuleList([nn.Linear(16, 10) for _ in range(digits)])

    def forward(self, x):
        z = self.cnn(x)
        return [F.softmax(h(z), dim=1) for h in self.heads]


net, ce = Captcha(), nn.CrossEntropyLoss()
y = torch.randint(0, 10, (2, 3))
loss = 0
for i, out in enumerate(net(torch.randn(2, 1, 8, 8))):
    loss = loss + ce(out, y[:, i])
loss.backward()
