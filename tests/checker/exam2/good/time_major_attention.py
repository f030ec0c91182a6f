# expect: none

import torch
from torch import nn


class BahdanauDecoder(nn.Module):
    def __init__(self, d=20, vocab=30):
        super().__init__()
        self.emb = nn.Embedding(vocab, d)
        self.W = nn.Linear(2 * d, d)
        self.v = nn.Linear(d, 1, bias=False)
        self.rnn = nn.GRUCell(2 * d, d)
        self.out = nn.Linear(d, vocab)

    def forward(self, token, hidden, memory):
        # memory: (source length, batch, d)
        query = hidden.unsqueeze(0).expand_as(memory)
        energy = self.v(torch.tanh(self.W(torch.cat([query, memory], dim=2))))
        alpha = torch.softmax(energy, dim=0)
        context = (alpha * memory).sum(0)
        hidden = self.rnn(torch.cat([self.emb(token), context], 1), hidden)
        return self.out(hidden), hidden, alpha


dec = BahdanauDecoder()
memory, h, tok = torch.randn(9, 4, 20), torch.zeros(4, 20), torch.zeros(4, dtype=torch.long)
loss = 0.0
for _ in range(3):
    logits, h, _ = dec(tok, h, memory)
    gold = torch.randint(0, 30, (4,))
    loss = loss + nn.functional.cross_entropy(logits, gold)
    tok = gold
loss.backward()
