# expect: ACT124@12|15, ACT101@20
# why: nn.Softmax() guesses its dim and feeds cross entropy: two faults in one model.
import torch
import torch.nn as nn


class Iris(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden = nn.Linear(4, 8)
        self.out = nn.Linear(8, 3)
        self.soft = nn.Softmax()

    def forward(self, x):
        return self.soft(self.out(torch.sigmoid(self.hidden(x))))


model = Iris()
criterion = nn.CrossEntropyLoss()
loss = criterion(model(torch.randn(6, 4)), torch.randint(0, 3, (6,)))
loss.backward()
