# expect: none
# why: Shifted logits for a causal language model; sampling uses softmax with temperature.
import torch
import torch.nn as nn
import torch.nn.functional as F


class LM(nn.Module):
    def __init__(self, v, d):
        super().__init__()
        self.emb = nn.Embedding(v, d)
        self.rnn = nn.GRU(d, d, batch_first=True)
        self.head = nn.Linear(d, v, bias=False)

    def forward(self, ids, labels=None):
        h, _ = self.rnn(self.emb(ids))
        logits = self.head(h)
        if labels is None:
            return logits
        return F.cross_entropy(logits[:, :-1].reshape(-1, logits.size(-1)), labels[:, 1:].reshape(-1))

    @torch.no_grad()
    def generate(self, ids, n, temperature=0.8):
        for _ in range(n):
            p = F.softmax(self(ids)[:, -1] / temperature, dim=-1)
            ids = torch.cat([ids, torch.multinomial(p, 1)], dim=1)
        return ids


lm = LM(11, 6)
ids = torch.randint(0, 11, (2, 6))
lm(ids, ids).backward()
print(lm.generate(ids, 3).shape)
