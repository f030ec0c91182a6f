# expect: none
# why: CTCLoss with log_softmax over the classes, time first.
import torch
from torch import nn


class Crnn(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.rnn = nn.LSTM(8, 8, bidirectional=True)
        self.out = nn.Linear(16, n)

    def forward(self, x):
        return self.out(self.rnn(x)[0]).log_softmax(2)


ctc = nn.CTCLoss(zero_infinity=True)
lp = Crnn(5)(torch.randn(12, 2, 8))
ctc(lp, torch.randint(1, 5, (2, 3)), torch.full((2,), 12), torch.full((2,), 3)).backward()
