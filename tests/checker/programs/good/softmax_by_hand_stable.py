# expect: none
# why: The maximum is subtracted first, so no exponential exceeds 1.
import torch
from torch import nn


def attention_weights(scores):
    shifted = scores - scores.amax(-1, keepdim=True)
    powers = shifted.exp()
    return powers / powers.sum(-1, keepdim=True)


q, k = (nn.Linear(6, 6)(torch.randn(2, 5, 6)) for _ in range(2))
print(attention_weights(q @ k.transpose(1, 2)).mean())
