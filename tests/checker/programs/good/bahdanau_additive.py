# expect: none
# why: Additive attention: tanh between two linear layers and a softmax over source positions.
import torch
import torch.nn as nn


class Bahdanau(nn.Module):
    def __init__(self, h):
        super().__init__()
        self.Wa, self.Ua, self.Va = nn.Linear(h, h), nn.Linear(h, h), nn.Linear(h, 1)

    def forward(self, query, keys):
        scores = self.Va(torch.tanh(self.Wa(query) + self.Ua(keys)))
        weights = scores.squeeze(2).unsqueeze(1).softmax(dim=-1)
        return torch.bmm(weights, keys), weights


ctx, w = Bahdanau(5)(torch.randn(2, 1, 5), torch.randn(2, 6, 5))
ctx.sum().backward()
