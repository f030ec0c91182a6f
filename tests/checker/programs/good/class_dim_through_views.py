# expect: none
# why: The classes are normalized in each spelling, whatever the views, moves and resizes after it.

import torch
import torch.nn as nn
import torch.nn.functional as F


class Tagger(nn.Module):
    """Scores [B, T, C] behind a transformer, normalized over the tags in several spellings."""

    def __init__(self, words=30, dim=8, tags=5):
        super().__init__()
        self.embed = nn.Embedding(words, dim)
        self.encoder = nn.TransformerEncoder(nn.TransformerEncoderLayer(dim, 2, 16, batch_first=True), 1)
        self.out = nn.Linear(dim, tags)

    def forward(self, ids):
        return self.out(self.encoder(self.embed(ids)))


net = Tagger()
ids, tags = torch.randint(0, 30, (2, 6)), torch.randint(0, 5, (2, 6))
rows = F.nll_loss(F.log_softmax(net(ids), dim=2).view(-1, 5), tags.view(-1))
last = F.nll_loss(F.log_softmax(net(ids), dim=-1).transpose(1, 2), tags)
other = F.nll_loss(F.log_softmax(net(ids), dim=2).transpose(-1, -2), tags)
moved = F.nll_loss(F.log_softmax(net(ids), dim=-1).mT, tags)
first = F.nll_loss(F.log_softmax(net(ids).view(-1, 5), dim=1), tags.view(-1))
single = nn.TransformerEncoder(nn.TransformerEncoderLayer(8, 2, 16), 1)(torch.randn(6, 8))
alone = F.nll_loss(F.log_softmax(net.out(single), dim=-1), tags.view(-1)[:6])
for scores in net(ids):
    alone = alone + F.nll_loss(F.log_softmax(scores, dim=-1), tags[0])
map_scores = nn.Conv2d(3, 4, 1)(torch.randn(2, 3, 4, 4))
large = F.interpolate(map_scores, scale_factor=2)
pixels = F.nll_loss(F.log_softmax(large, dim=1), torch.randint(0, 4, (2, 8, 8)))
steps = torch.stack([F.log_softmax(net.out(torch.randn(2, 8)), dim=-1) for _ in range(3)], dim=1)
spoken = F.nll_loss(steps.flatten(0, 1), torch.randint(0, 5, (6,)))
features = F.relu(nn.Conv2d(3, 8, 3)(torch.randn(2, 3, 6, 6))).mean(dim=(2, 3))
pooled = F.cross_entropy(nn.Linear(8, 4)(features), torch.tensor([0, 3]))
(rows + last + other + moved + first + pixels + spoken + alone + pooled).backward()
