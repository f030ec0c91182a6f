# expect: ACT409@9
# why: exp of unbounded scores over their sum is NaN as soon as one score passes 88.
import torch
from torch import nn


def attention_weights(scores):
    powers = scores.exp()
    return powers / powers.sum(-1, keepdim=True)


q, k, v = (nn.Linear(6, 6)(torch.randn(2, 5, 6)) for _ in range(3))
weights = attention_weights(q @ k.transpose(1, 2))
print((weights @ v).mean())
