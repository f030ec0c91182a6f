# expect: ACT408@21

from dataclasses import dataclass

import torch
import torch.nn as nn


@dataclass
class GPT2Config:
    vocab_size: int = 40
    n_embd: int = 16
    n_inner: int = 64
    activation_function: str = "gelu_new"


class MLP(nn.Module):
    def __init__(self, config: GPT2Config):
        super().__init__()
        self.c_fc = nn.Linear(config.n_embd, config.n_inner)
        self.act = nn.GELU()
        self.c_proj = nn.Linear(config.n_inner, config.n_embd)

    def forward(self, x):
        return self.c_proj(self.act(self.c_fc(x)))


class GPT2(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.wte = nn.Embedding(config.vocab_size, config.n_embd)
        self.ln = nn.LayerNorm(config.n_embd)
        self.mlp = MLP(config)

    def forward(self, ids, labels=None):
        x = self.wte(ids)
        x = x + self.mlp(self.ln(x))
        logits = x @ self.wte.weight.T
        if labels is None:
            return logits
        return nn.functional.cross_entropy(logits[:, :-1].reshape(-1, 40), labels[:, 1:].reshape(-1))


ids = torch.randint(0, 40, (2, 6))
GPT2(GPT2Config())(ids, ids).backward()
