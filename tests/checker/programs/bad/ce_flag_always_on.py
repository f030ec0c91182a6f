# expect: ACT101@24
# why: The flag apply_softmax defaults to True and the training call leaves it so.
import torch
import torch.nn as nn
import torch.nn.functional as F


class Perceptron(nn.Module):
    def __init__(self, i, h, o):
        super().__init__()
        self.fc1 = nn.Linear(i, h)
        self.fc2 = nn.Linear(h, o)

    def forward(self, x, apply_softmax=True):
        out = self.fc2(F.relu(self.fc1(x)))
        if apply_softmax:
            out = F.softmax(out, dim=1)
        return out


mlp = Perceptron(6, 8, 3)
loss_func = nn.CrossEntropyLoss()
y_pred = mlp(torch.randn(4, 6))
loss = loss_func(y_pred, torch.randint(0, 3, (4,)))
loss.backward()
