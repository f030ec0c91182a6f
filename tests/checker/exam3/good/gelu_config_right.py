# expect: none

import torch
import torch.nn as nn
import torch.nn.functional as F

ACT2FN = {
    "gelu": nn.GELU(),
    "gelu_new": nn.GELU(approximate="tanh"),
    "relu": nn.ReLU(),
    "silu": nn.SiLU(),
}


class Config(dict):
    __getattr__ = dict.__getitem__


class Intermediate(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.dense = nn.Linear(config.hidden_size, config.intermediate_size)
        self.act = ACT2FN[config.hidden_act] if isinstance(config.hidden_act, str) else config.hidden_act
        self.out = nn.Linear(config.intermediate_size, config.hidden_size)
        self.norm = nn.LayerNorm(config.hidden_size)

    def forward(self, h):
        return self.norm(self.out(self.act(self.dense(h))) + h)


class MaskedLM(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.embed = nn.Embedding(config.vocab_size, config.hidden_size)
        self.layers = nn.ModuleList([Intermediate(config) for _ in range(config.layers)])
        self.bias = nn.Parameter(torch.zeros(config.vocab_size))

    def forward(self, ids, labels=None):
        h = self.embed(ids)
        for layer in self.layers:
            h = layer(h)
        scores = h @ self.embed.weight.T + self.bias
        loss = None
        if labels is not None:
            loss = F.cross_entropy(scores.transpose(1, 2), labels, ignore_index=-100)
        return (loss, scores)


config = Config(vocab_size=30, hidden_size=8, intermediate_size=32, hidden_act="gelu_new", layers=2)
ids = torch.randint(0, 30, (2, 5))
MaskedLM(config)(ids, ids)[0].backward()
