# expect: ACT101@25|30|31

import torch
import torch.nn as nn
import torch.nn.functional as F


class Projection(nn.Module):
    def __init__(self, d_in, d_out):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(d_in, d_out), nn.GELU(), nn.Linear(d_out, d_out), nn.LayerNorm(d_out))

    def forward(self, x):
        return F.normalize(self.net(x), dim=-1)


class CLIPish(nn.Module):
    def __init__(self, d_image=12, d_text=10, dim=8, temperature=0.07):
        super().__init__()
        self.image, self.text = Projection(d_image, dim), Projection(d_text, dim)
        self.temperature = temperature

    def similarity(self, image, text):
        scores = self.image(image) @ self.text(text).t() / self.temperature
        return scores.softmax(dim=-1), scores.t().softmax(dim=-1)

    def forward(self, image, text):
        logits_per_image, logits_per_text = self.similarity(image, text)
        labels = torch.arange(len(image), device=image.device)
        loss_i = F.cross_entropy(logits_per_image, labels)
        loss_t = F.cross_entropy(logits_per_text, labels)
        return (loss_i + loss_t) / 2


clip = CLIPish()
clip(torch.randn(4, 12), torch.randn(4, 10)).backward()
