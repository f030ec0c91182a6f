# expect: none
# allow: ACT202@29

import torch
import torch.nn as nn

counts = torch.tensor([100.0, 30.0, 5.0])
weights = counts.sum() / counts
negatives, positives = 900.0, 100.0

criterion = nn.CrossEntropyLoss(weights)
bin_criterion = nn.BCEWithLogitsLoss(pos_weight=torch.tensor([negatives / positives]))


class Net(nn.Module):
    def __init__(self, inplace, dim=-1):
        super().__init__()
        self.a = nn.Linear(4, 16)
        self.r = nn.ReLU(inplace)
        self.p = nn.PReLU(16)
        self.b = nn.Linear(16, 16)
        self.g = nn.GELU("tanh")
        self.cls = nn.Linear(16, 3)
        self.bin = nn.Linear(16, 1)
        self.sm = nn.Softmax(dim)

    def forward(self, x):
        h = self.p(self.b(self.r(self.a(x))))
        return self.cls(h), self.bin(self.g(h))

    def predict(self, x):
        return self.sm(self(x)[0])


net = Net(True)
c, b = net(torch.randn(6, 4))
(criterion(c, torch.tensor([0, 1, 2, 0, 1, 2])) + bin_criterion(b, torch.ones(6, 1))).backward()
