# expect: none
# why: self.softmax exists but forward does not use it.
import torch
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(5, 4)
        self.softmax = nn.Softmax(dim=1)

    def forward(self, x):
        return self.fc(x)

    def predict_proba(self, x):
        return self.softmax(self.forward(x))


net = Net()
ce = nn.CrossEntropyLoss()
ce(net(torch.randn(3, 5)), torch.tensor([0, 1, 3])).backward()
print(net.predict_proba(torch.randn(1, 5)))
