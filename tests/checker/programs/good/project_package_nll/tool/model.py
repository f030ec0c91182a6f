# expect: none
# why: A package whose model returns log_softmax and whose engine uses nll_loss.
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(8, 4)
        self.ls = nn.LogSoftmax(dim=-1)

    def forward(self, x):
        return self.ls(self.fc(x))
