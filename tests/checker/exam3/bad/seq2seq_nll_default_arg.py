# expect: ACT107@18|28

import torch
import torch.nn as nn
import torch.nn.functional as F
from torch import optim


class Decoder(nn.Module):
    def __init__(self, vocab=20, dim=12):
        super().__init__()
        self.embedding = nn.Embedding(vocab, dim)
        self.lstm = nn.LSTMCell(dim, dim)
        self.out = nn.Linear(dim, vocab)

    def forward(self, token, state):
        h, c = self.lstm(F.relu(self.embedding(token)), state)
        return self.out(h), (h, c)


def train_sentence(decoder, target, optimizer, criterion=nn.NLLLoss()):
    optimizer.zero_grad()
    state = (torch.zeros(1, 12), torch.zeros(1, 12))
    token = torch.tensor([0])
    loss = 0
    for i in range(target.size(0)):
        output, state = decoder(token, state)
        loss += criterion(output, target[i].view(1))
        token = output.topk(1)[1].squeeze(1).detach()
        if token.item() == 1:
            break
    loss.backward()
    optimizer.step()
    return loss.item() / target.size(0)


def train_iters(decoder, n):
    optimizer = optim.SGD(decoder.parameters(), lr=0.01)
    for _ in range(n):
        print(train_sentence(decoder, torch.randint(2, 20, (5,)), optimizer))


train_iters(Decoder(), 2)
