# expect: ACT101@34
# why: The classification head of a tiny vision transformer is Sequential(LayerNorm, Linear, Softmax).
import torch
import torch.nn as nn
from torch.nn import functional as nnf


class Block(nn.Module):
    def __init__(self, d):
        super().__init__()
        self.norm = nn.LayerNorm(d)
        self.attn = nn.MultiheadAttention(d, 2, batch_first=True)

    def forward(self, x):
        n = self.norm(x)
        return x + self.attn(n, n, n)[0]


class TinyViT(nn.Module):
    def __init__(self, d=8, classes=5, depth=2):
        super().__init__()
        self.patch = nn.Conv2d(3, d, 4, stride=4)
        self.blocks = nn.Sequential(*[Block(d) for _ in range(depth)])
        self.mlp_head = nn.Sequential(nn.LayerNorm(d), nn.Linear(d, classes), nn.Softmax(dim=-1))

    def forward(self, img):
        x = self.patch(img).flatten(2).transpose(1, 2)
        return self.mlp_head(self.blocks(x)[:, 0])


vit = TinyViT()
opt = torch.optim.AdamW(vit.parameters())
for img, label in [(torch.randn(2, 3, 8, 8), torch.tensor([0, 4]))]:
    loss = nnf.cross_entropy(vit(img), label)
    opt.zero_grad()
    loss.backward()
    opt.step()
