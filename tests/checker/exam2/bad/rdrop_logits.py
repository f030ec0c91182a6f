# expect: ACT108@24

import torch
import torch.nn as nn
import torch.nn.functional as F


class Encoder(nn.Module):
    def __init__(self, d=32, n=4):
        super().__init__()
        self.emb = nn.Embedding(60, d)
        self.layer = nn.TransformerEncoderLayer(d, 4, 64, dropout=0.3, batch_first=True)
        self.cls = nn.Linear(d, n)

    def forward(self, ids):
        return self.cls(self.layer(self.emb(ids))[:, 0])


def rdrop_step(model, ids, y, alpha=1.0):
    """Two passes with different dropout masks, pulled together (R-Drop)."""
    logits1, logits2 = model(ids), model(ids)
    ce = 0.5 * (F.cross_entropy(logits1, y) + F.cross_entropy(logits2, y))
    kl_1 = F.kl_div(F.log_softmax(logits1, dim=-1), F.softmax(logits2, dim=-1), reduction="batchmean")
    kl_2 = F.kl_div(logits2, F.softmax(logits1, dim=-1), reduction="batchmean")
    return ce + alpha * 0.5 * (kl_1 + kl_2)


if __name__ == "__main__":
    torch.manual_seed(0)
    m = Encoder()
    rdrop_step(m, torch.randint(0, 60, (4, 7)), torch.randint(0, 4, (4,))).backward()
