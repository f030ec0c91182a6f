# expect: ACT101@24|32

import torch as th
import torch.nn as nn


class BaseNet(nn.Module):
    def __init__(self, width=16):
        super().__init__()
        self.features = nn.Sequential(nn.Conv2d(3, width, 3), nn.BatchNorm2d(width), nn.ReLU(), nn.AdaptiveMaxPool2d(1))
        self.head = nn.Linear(width, 5)

    def forward(self, x):
        return self.head(th.flatten(self.features(x), 1))


class CalibratedNet(BaseNet):
    def __init__(self, width=16, temperature=1.5):
        super().__init__(width)
        self.temperature = temperature

    def forward(self, x):
        logits = super().forward(x)
        return th.softmax(logits / self.temperature, dim=1)


def epoch(net, loader, lr):
    crit = nn.CrossEntropyLoss(reduction="sum")
    opt = th.optim.SGD(net.parameters(), lr)
    for img, tgt in loader:
        out = net(img)
        err = crit(out, tgt) / len(tgt)
        opt.zero_grad()
        err.backward()
        opt.step()


if __name__ == "__main__":
    epoch(CalibratedNet(), [(th.rand(4, 3, 16, 16), th.randint(0, 5, (4,)))], 0.1)
