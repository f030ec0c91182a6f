# expect: ACT106@22
# why: The character classifier's "log_softmax" attribute is nn.Softmax.
import torch
from torch import nn


class Names(nn.Module):
    def __init__(self, letters=7, categories=4):
        super().__init__()
        self.rnn = nn.RNN(letters, 8)
        self.h2o = nn.Linear(8, categories)
        self.log_softmax = nn.Softmax(dim=1)

    def forward(self, line):
        _, hidden = self.rnn(line)
        return self.log_softmax(self.h2o(hidden[0]))


rnn = Names()
criterion = nn.NLLLoss()
guess = rnn(torch.randn(5, 1, 7))
loss = criterion(guess, torch.tensor([3]))
loss.backward()
