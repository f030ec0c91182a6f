# expect: ACT101@17|39

import torch
from torch import nn
from torch.nn import functional as F


class ShuffleHead(nn.Module):
    def __init__(self, dim, classes, temperature=1.0):
        super().__init__()
        self.norm = nn.LayerNorm(dim)
        self.proj = nn.Linear(dim, classes)
        self.temperature = temperature

    def forward(self, tokens):
        z = self.proj(self.norm(tokens[:, 0])) / self.temperature
        return F.softmax(z, dim=-1) if self.training else z


class ViTish(nn.Module):
    def __init__(self, dim=16, classes=3):
        super().__init__()
        self.cls = nn.Parameter(torch.zeros(1, 1, dim))
        self.patch = nn.Conv2d(3, dim, 4, 4)
        self.block = nn.TransformerEncoderLayer(dim, 2, 32, batch_first=True, activation="gelu")
        self.head = ShuffleHead(dim, classes)

    def forward(self, img):
        t = self.patch(img).flatten(2).transpose(1, 2)
        t = torch.cat([self.cls.expand(len(t), -1, -1), t], dim=1)
        return self.head(self.block(t))


def run(model, loader, optimizer):
    model.train()
    for img, target in loader:
        optimizer.zero_grad()
        out = model(img)
        loss = F.cross_entropy(out, target)
        loss.backward()
        optimizer.step()


vit = ViTish()
run(vit, [(torch.randn(2, 3, 8, 8), torch.tensor([0, 2]))], torch.optim.AdamW(vit.parameters()))
