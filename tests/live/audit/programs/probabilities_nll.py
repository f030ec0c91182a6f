# ACT106
import torch
import torch.nn.functional as F
from torch import nn


class CharRNN(nn.Module):
    def __init__(self, letters=11):
        super().__init__()
        self.embed = nn.Embedding(letters, 6)
        self.cell = nn.GRUCell(6, 9)
        self.read = nn.Linear(9, letters)

    def step(self, letter, state):
        state = self.cell(self.embed(letter), state)
        return F.softmax(self.read(state), 1), state  # BAD SOURCE
        return F.log_softmax(self.read(state), 1), state  # GOOD


net = CharRNN()
optimizer = torch.optim.RMSprop(net.parameters(), lr=1e-3)
for line in torch.randint(0, 11, (3, 5, 7)):
    state, total = torch.zeros(5, 9), 0.0
    for now, then in zip(line.T, line.T[1:]):
        guess, state = net.step(now, state)
        total = total + F.nll_loss(guess, then)  # LOSS
    optimizer.zero_grad()
    total.backward()
    optimizer.step()
