# expect: ACT207@15|16

import torch
from torch import nn


class TopicModel(nn.Module):
    def __init__(self, n_terms=100, n_topics=8):
        super().__init__()
        self.infer = nn.Sequential(
            nn.Linear(n_terms, 64),
            nn.Softplus(),
            nn.Linear(64, n_topics),
            nn.Softmax(dim=-1),
            nn.BatchNorm1d(n_topics),
            nn.Dropout(0.2),
        )
        self.beta = nn.Parameter(torch.randn(n_topics, n_terms))

    def forward(self, bow):
        theta = self.infer(bow)
        return theta, torch.log_softmax(theta @ self.beta, dim=-1)


m = TopicModel()
bow = torch.poisson(torch.rand(6, 100))
theta, logp = m(bow)
loss = -(bow * logp).sum(-1).mean()
loss.backward()
