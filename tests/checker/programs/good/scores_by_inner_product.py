# expect: none
# why: Products with embeddings, and cosines over a temperature, are logits.
import torch
import torch.nn.functional as F
from torch import nn


class Recommender(nn.Module):
    def __init__(self, items, size):
        super().__init__()
        self.items = nn.Embedding(items, size)
        self.encoder = nn.GRU(size, size, batch_first=True)
        self.temperature = 0.1

    def loss(self, history, target):
        output, _ = self.encoder(self.items(history))
        state = torch.tanh(output[:, -1])
        logits = torch.matmul(state, self.items.weight.transpose(0, 1))
        views = F.normalize(state, dim=-1), F.normalize(F.dropout(state), dim=-1)
        similar = views[0] @ views[1].t() / self.temperature
        return F.cross_entropy(logits, target) + F.cross_entropy(similar, torch.arange(len(state)))


Recommender(9, 6).loss(torch.randint(0, 9, (4, 5)), torch.randint(0, 9, (4,))).backward()
