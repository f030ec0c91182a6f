# expect: none

"""Character translation with attention; log_softmax before cross entropy is only redundant."""
import random

import torch
import torch.nn as nn
import torch.nn.functional as F

SOS, EOS = 0, 1


class EncoderRNN(nn.Module):
    def __init__(self, n, h):
        super().__init__()
        self.embedding = nn.Embedding(n, h)
        self.gru = nn.GRU(h, h, batch_first=True)

    def forward(self, x):
        return self.gru(self.embedding(x))


class AttnDecoderRNN(nn.Module):
    def __init__(self, h, n, p=0.1):
        super().__init__()
        self.embedding = nn.Embedding(n, h)
        self.dropout = nn.Dropout(p)
        self.query, self.key, self.score = nn.Linear(h, h), nn.Linear(h, h), nn.Linear(h, 1)
        self.gru = nn.GRU(2 * h, h, batch_first=True)
        self.out = nn.Linear(h, n)

    def step(self, token, hidden, memory):
        emb = self.dropout(self.embedding(token))
        energy = self.score(torch.tanh(self.query(hidden.transpose(0, 1)) + self.key(memory))).transpose(1, 2)
        weights = F.softmax(energy, dim=-1)
        context = torch.bmm(weights, memory)
        o, hidden = self.gru(torch.cat((emb, context), 2), hidden)
        return F.log_softmax(self.out(o), dim=-1), hidden

    def forward(self, memory, hidden, target):
        token = torch.full((len(target), 1), SOS)
        outputs = []
        for t in range(target.size(1)):
            o, hidden = self.step(token, hidden, memory)
            outputs.append(o)
            token = target[:, t : t + 1] if random.random() < 0.5 else o.argmax(-1).detach()
        return torch.cat(outputs, dim=1)


enc, dec = EncoderRNN(15, 8), AttnDecoderRNN(8, 15)
criterion = nn.CrossEntropyLoss()
src, tgt = torch.randint(2, 15, (3, 5)), torch.randint(2, 15, (3, 4))
memory, hidden = enc(src)
out = dec(memory, hidden, tgt)
loss = criterion(out.view(-1, out.size(-1)), tgt.view(-1))
loss.backward()
