# expect: ACT101@27
# why: forward returns (softmax, hidden) and the training function unpacks the first into cross entropy.
import torch as th
import torch.nn as nn


class RNN(nn.Module):
    def __init__(self, n_in, n_hidden, n_out):
        super().__init__()
        self.i2h = nn.Linear(n_in + n_hidden, n_hidden)
        self.h2o = nn.Linear(n_hidden, n_out)
        self.softmax = nn.Softmax(dim=1)

    def forward(self, x, h):
        h = th.tanh(self.i2h(th.cat((x, h), 1)))
        return self.softmax(self.h2o(h)), h


rnn = RNN(6, 10, 4)
criterion = nn.CrossEntropyLoss()


def train(line, category):
    hidden = th.zeros(1, 10)
    for i in range(line.size(0)):
        output, hidden = rnn(line[i], hidden)
    loss = criterion(output, category)
    loss.backward()
    return output, loss.item()


train(th.randn(5, 1, 6), th.tensor([2]))
