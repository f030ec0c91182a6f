# expect: ACT106@13|18|35

import torch
from torch import nn


class CharRNN(nn.Module):
    def __init__(self, input_size, hidden_size, output_size):
        super().__init__()
        self.hidden_size = hidden_size
        self.i2h = nn.Linear(input_size + hidden_size, hidden_size)
        self.i2o = nn.Linear(input_size + hidden_size, output_size)
        self.softmax = nn.Softmax(dim=1)

    def forward(self, x, hidden):
        combined = torch.cat((x, hidden), 1)
        hidden = torch.tanh(self.i2h(combined))
        output = self.softmax(self.i2o(combined))
        return output, hidden

    def init_hidden(self):
        return torch.zeros(1, self.hidden_size)


rnn = CharRNN(26, 16, 4)
criterion = nn.NLLLoss()
learning_rate = 0.005


def train(category, line):
    hidden = rnn.init_hidden()
    rnn.zero_grad()
    for i in range(line.size(0)):
        output, hidden = rnn(line[i], hidden)
    loss = criterion(output, category)
    loss.backward()
    with torch.no_grad():
        for p in rnn.parameters():
            if p.grad is not None:
                p.add_(p.grad, alpha=-learning_rate)
    return output, loss.item()


for _ in range(2):
    print(train(torch.tensor([2]), torch.randn(5, 1, 26))[1])
