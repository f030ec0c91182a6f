# expect: none

"""Additive attention over time-major states: dim=0 is the time."""
import torch
import torch.nn as nn
import torch.nn.functional as F


class AttentivePool(nn.Module):
    def __init__(self, hidden):
        super().__init__()
        self.proj = nn.Linear(hidden, hidden)
        self.v = nn.Linear(hidden, 1, bias=False)

    def forward(self, states):
        scores = self.v(torch.tanh(self.proj(states)))
        alpha = F.softmax(scores, dim=0)
        return (alpha * states).sum(dim=0)


class LayerMix(nn.Module):
    """ELMo's scalar mix: softmax over a vector of layer weights."""

    def __init__(self, n):
        super().__init__()
        self.weights = nn.Parameter(torch.zeros(n))
        self.gamma = nn.Parameter(torch.ones(1))

    def forward(self, layers):
        w = torch.softmax(self.weights, dim=0)
        return self.gamma * sum(wi * layer for wi, layer in zip(w, layers))


class Sentiment(nn.Module):
    def __init__(self, vocab=30, h=8):
        super().__init__()
        self.emb = nn.Embedding(vocab, h)
        self.rnn1, self.rnn2 = nn.GRU(h, h), nn.GRU(h, h)
        self.mix, self.pool = LayerMix(3), AttentivePool(h)
        self.fc = nn.Linear(h, 2)

    def forward(self, tokens):
        e = self.emb(tokens)
        a, _ = self.rnn1(e)
        b, _ = self.rnn2(a)
        return self.fc(self.pool(self.mix([e, a, b])))


model = Sentiment()
loss = nn.CrossEntropyLoss()(model(torch.randint(0, 30, (6, 4))), torch.tensor([0, 1, 1, 0]))
loss.backward()
