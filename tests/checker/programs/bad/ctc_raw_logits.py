# expect: ACT119@21
# why: CTCLoss gets raw logits instead of log-probabilities.
import torch
from torch import nn


class Ocr(nn.Module):
    def __init__(self, n_class):
        super().__init__()
        self.rnn = nn.LSTM(10, 12, bidirectional=True)
        self.fc = nn.Linear(24, n_class)

    def forward(self, x):
        out, _ = self.rnn(x)
        return self.fc(out)


ocr = Ocr(6)
ctc = nn.CTCLoss(blank=0, zero_infinity=True)
logits = ocr(torch.randn(12, 2, 10))
loss = ctc(logits, torch.randint(1, 6, (2, 4)), torch.full((2,), 12), torch.full((2,), 4))
loss.backward()
