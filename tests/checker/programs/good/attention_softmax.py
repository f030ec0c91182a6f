# expect: none
# why: Softmax over keys inside attention, dropout on the weights, cross entropy on linear logits.
import torch
import torch.nn as nn
import torch.nn.functional as F


class SelfAttention(nn.Module):
    def __init__(self, dim):
        super().__init__()
        self.qkv = nn.Linear(dim, 3 * dim)
        self.drop = nn.Dropout(0.1)
        self.proj = nn.Linear(dim, dim)

    def forward(self, x):
        q, k, v = self.qkv(x).chunk(3, dim=-1)
        attn = F.softmax(q @ k.transpose(-2, -1) / k.size(-1) ** 0.5, dim=-1)
        attn = self.drop(attn)
        return self.proj(attn @ v)


class Model(nn.Module):
    def __init__(self):
        super().__init__()
        self.emb = nn.Embedding(20, 8)
        self.attn = SelfAttention(8)
        self.head = nn.Linear(8, 3)

    def forward(self, t):
        x = self.emb(t)
        x = F.gelu(x + self.attn(x))
        return self.head(x.mean(1))


F.cross_entropy(Model()(torch.randint(0, 20, (4, 6))), torch.randint(0, 3, (4,))).backward()
