# expect: none

import torch
import torch.nn.functional as F
from torch import nn


class Seq2Seq(nn.Module):
    def __init__(self, v=22, d=16):
        super().__init__()
        self.e = nn.Embedding(v, d)
        self.enc = nn.GRU(d, d, batch_first=True)
        self.dec = nn.GRU(d, d, batch_first=True)
        self.out = nn.Linear(d, v)

    def forward(self, src, tgt):
        _, h = self.enc(self.e(src))
        o, _ = self.dec(self.e(tgt), h)
        return self.out(o)


@torch.no_grad()
def beam_search(model, src, width=3, steps=4):
    beams = [(torch.zeros(1, 1, dtype=torch.long), 0.0)]
    for _ in range(steps):
        grown = []
        for seq, score in beams:
            logp = F.log_softmax(model(src, seq)[:, -1], dim=-1)
            val, idx = logp.topk(width)
            for v, i in zip(val[0], idx[0]):
                grown.append((torch.cat([seq, i.view(1, 1)], 1), score + v.item()))
        beams = sorted(grown, key=lambda b: -b[1])[:width]
    return beams[0][0]


@torch.no_grad()
def nucleus(logits, p=0.9):
    probs, order = F.softmax(logits, dim=-1).sort(descending=True)
    probs[probs.cumsum(-1) - probs > p] = 0.0
    return order.gather(-1, torch.multinomial(probs / probs.sum(-1, keepdim=True), 1))


m = Seq2Seq()
src, tgt = torch.randint(0, 22, (3, 8)), torch.randint(0, 22, (3, 6))
logits = m(src, tgt[:, :-1])
F.cross_entropy(logits.reshape(-1, 22), tgt[:, 1:].reshape(-1), ignore_index=0).backward()
beam_search(m, src[:1])
nucleus(m(src, tgt)[:, -1])
