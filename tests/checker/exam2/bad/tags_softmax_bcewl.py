# expect: ACT104@19|26

import torch
import torch.nn as nn

GENRES = ["action", "comedy", "drama", "horror", "romance", "sci-fi"]


class PosterNet(nn.Module):
    def __init__(self, n_genres=len(GENRES)):
        super().__init__()
        self.backbone = nn.Sequential(
            nn.Conv2d(3, 12, 3, stride=2), nn.ReLU(), nn.Conv2d(12, 24, 3, stride=2), nn.ReLU(), nn.AdaptiveAvgPool2d(1)
        )
        self.genres = nn.Linear(24, n_genres)

    def forward(self, poster):
        emb = self.backbone(poster).flatten(1)
        return nn.functional.softmax(self.genres(emb), dim=1)


def step(model, batch, opt, pos_weight):
    poster, multi_hot = batch
    crit = nn.BCEWithLogitsLoss(pos_weight=pos_weight)
    pred = model(poster)
    loss = crit(pred, multi_hot.float())
    opt.zero_grad()
    loss.backward()
    opt.step()
    return loss.item()


m = PosterNet()
o = torch.optim.Adam(m.parameters())
print(step(m, (torch.rand(4, 3, 32, 32), torch.randint(0, 2, (4, 6))), o, torch.full((6,), 4.0)))
