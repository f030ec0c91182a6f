# expect: none

"""Linear layers in a row on purpose: LoRA, factorized embeddings, a linear autoencoder, attention projections."""
import math

import torch
import torch.nn as nn
import torch.nn.functional as F


class LoRALinear(nn.Module):
    def __init__(self, base: nn.Linear, r=4, alpha=8):
        super().__init__()
        self.base = base.requires_grad_(False)
        self.A = nn.Linear(base.in_features, r, bias=False)
        self.B = nn.Linear(r, base.out_features, bias=False)
        nn.init.kaiming_uniform_(self.A.weight, a=math.sqrt(5))
        nn.init.zeros_(self.B.weight)
        self.scale = alpha / r

    def forward(self, x):
        return self.base(x) + self.scale * self.B(self.A(x))


class AlbertEmbedding(nn.Module):
    def __init__(self, vocab=50, small=4, hidden=32):
        super().__init__()
        self.word = nn.Embedding(vocab, small)
        self.map = nn.Linear(small, hidden)

    def forward(self, ids):
        return self.map(self.word(ids))


class PCA(nn.Module):
    def __init__(self, d=32, k=3):
        super().__init__()
        self.encode = nn.Linear(d, k)
        self.decode = nn.Linear(k, d)

    def forward(self, x):
        return self.decode(self.encode(x))


class Separable(nn.Module):
    def __init__(self, c=8):
        super().__init__()
        self.depthwise = nn.Conv2d(c, c, 3, padding=1, groups=c)
        self.pointwise = nn.Conv2d(c, 2 * c, 1)

    def forward(self, x):
        return F.relu(self.pointwise(self.depthwise(x)))


emb, lora, pca = AlbertEmbedding(), LoRALinear(nn.Linear(32, 32)), PCA()
x = torch.relu(lora(emb(torch.randint(0, 50, (2, 6)))))
loss = F.mse_loss(pca(x), x.detach()) + Separable()(torch.randn(1, 8, 4, 4)).mean()
loss.backward()
