# expect: none
# why: apply_softmax defaults to False, which is what the training call uses.
import torch
import torch.nn as nn
import torch.nn.functional as F


class Perceptron(nn.Module):
    def __init__(self, i, o):
        super().__init__()
        self.fc = nn.Linear(i, o)

    def forward(self, x, apply_softmax=False):
        out = self.fc(x)
        if apply_softmax:
            out = F.softmax(out, dim=1)
        return out


mlp = Perceptron(6, 3)
loss = nn.CrossEntropyLoss()(mlp(torch.randn(4, 6)), torch.randint(0, 3, (4,)))
loss.backward()
print(mlp(torch.randn(1, 6), apply_softmax=True))
