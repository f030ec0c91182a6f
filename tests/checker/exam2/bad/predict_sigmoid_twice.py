# expect: ACT127@23

import torch
from torch import nn


class Relevance(nn.Module):
    def __init__(self, d=16):
        super().__init__()
        self.q = nn.Linear(d, d)
        self.d = nn.Linear(d, d)
        self.bilinear = nn.Bilinear(d, d, 1)
        self.sigmoid = nn.Sigmoid()

    def forward(self, query, doc):
        s = self.bilinear(torch.relu(self.q(query)), torch.relu(self.d(doc)))
        return self.sigmoid(s).squeeze(-1)


def rank(model, query, docs, threshold=0.6):
    with torch.inference_mode():
        scores = model(query.expand(len(docs), -1), docs)
        probs = torch.sigmoid(scores)
    keep = probs > threshold
    return docs[keep], probs[keep].tolist()


print(rank(Relevance(), torch.randn(1, 16), torch.randn(10, 16)))
