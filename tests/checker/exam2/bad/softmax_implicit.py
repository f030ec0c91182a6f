# expect: ACT124@18

import torch
import torch.nn as nn
import torch.nn.functional as F


class AttnPool(nn.Module):
    """Attention pooling over the tokens of a document."""

    def __init__(self, dim=32):
        super().__init__()
        self.key = nn.Linear(dim, dim)
        self.query = nn.Parameter(torch.randn(dim) * 0.02)

    def forward(self, tokens):
        scores = torch.tanh(self.key(tokens)) @ self.query
        weights = F.softmax(scores)
        return torch.einsum("bt,btd->bd", weights, tokens)


class DocClassifier(nn.Module):
    def __init__(self, vocab=100, dim=32, classes=3):
        super().__init__()
        self.emb = nn.Embedding(vocab, dim)
        self.pool = AttnPool(dim)
        self.fc = nn.Linear(dim, classes)

    def forward(self, ids):
        return self.fc(self.pool(self.emb(ids)))


if __name__ == "__main__":
    model = DocClassifier()
    ids, y = torch.randint(0, 100, (4, 11)), torch.randint(0, 3, (4,))
    loss = F.cross_entropy(model(ids), y)
    loss.backward()
