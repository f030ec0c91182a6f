# expect: none
# why: log_softmax over the last dim, transposed for CTC.
import torch
from torch import nn


class Asr(nn.Module):
    def __init__(self):
        super().__init__()
        self.rnn = nn.GRU(5, 8, batch_first=True)
        self.out = nn.Sequential(nn.Linear(8, 6), nn.LogSoftmax(dim=-1))

    def forward(self, x):
        return self.out(self.rnn(x)[0])


loss_fn = nn.CTCLoss()
lp = Asr()(torch.randn(2, 12, 5)).transpose(0, 1)
loss_fn(lp, torch.randint(1, 6, (2, 4)), (12, 12), (4, 4)).backward()
