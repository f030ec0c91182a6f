# expect: ACT106@17|33

import torch
import torch.nn as nn
import torch.nn.functional as F


class CharRNN(nn.Module):
    def __init__(self, n_letters=57, n_hidden=32, n_categories=18):
        super().__init__()
        self.hidden_size = n_hidden
        self.i2h = nn.Linear(n_letters + n_hidden, n_hidden)
        self.h2o = nn.Linear(n_hidden, n_categories)

    def forward(self, letter, hidden):
        hidden = torch.tanh(self.i2h(torch.cat((letter, hidden), 1)))
        log_probs = F.softmax(self.h2o(hidden), dim=1)
        return log_probs, hidden

    def init_hidden(self):
        return torch.zeros(1, self.hidden_size)


rnn = CharRNN()
criterion = nn.NLLLoss()


def train(category, line):
    hidden = rnn.init_hidden()
    rnn.zero_grad()
    for i in range(line.size(0)):
        output, hidden = rnn(line[i], hidden)
    loss = criterion(output, category)
    loss.backward()
    for p in rnn.parameters():
        p.data.add_(p.grad.data, alpha=-0.005)
    return output, loss.item()


line = F.one_hot(torch.randint(0, 57, (6,)), 57).float().unsqueeze(1)
print(train(torch.tensor([3]), line)[1])
