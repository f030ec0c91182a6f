# expect: ACT401@15

import torch
from torch.nn import Conv2d, Module, NLLLoss, ReLU, Sequential, Softmax


class Scorer(Module):
    def __init__(self):
        super().__init__()
        self.net = Sequential(Conv2d(1, 4, 3), ReLU(), Conv2d(4, 2, 3))

    def predict(self, x):
        with torch.no_grad():
            scores = self.net(x)
            return Softmax(scores)

    def forward(self, x):
        return self.net(x).log_softmax(1)


s = Scorer()
x = torch.rand(1, 1, 8, 8)
NLLLoss()(s(x), torch.zeros(1, 4, 4, dtype=torch.long)).backward()
try:
    s.predict(x).argmax(1)
except Exception as e:
    print(type(e).__name__)
