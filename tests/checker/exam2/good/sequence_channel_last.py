# expect: none

import torch
from torch import nn


class Phoneme(nn.Module):
    def __init__(self, n_ph=20):
        super().__init__()
        self.rnn = nn.LSTM(13, 24, batch_first=True)
        self.fc = nn.Linear(24, n_ph)

    def forward(self, frames):
        h, _ = self.rnn(frames)
        return torch.log_softmax(self.fc(h), dim=2)


net = Phoneme()
nll = nn.NLLLoss(ignore_index=-100)
frames, ph = torch.randn(3, 17, 13), torch.randint(0, 20, (3, 17))
logp = net(frames)
a = nll(logp.transpose(1, 2), ph)
b = nll(logp.reshape(-1, logp.size(-1)), ph.reshape(-1))
assert torch.allclose(a, b)
a.backward()
