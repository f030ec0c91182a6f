# ACT131
import torch
import torch.nn.functional as F
from torch import nn

# Two towers: does this user click on that item?
users, items = nn.EmbeddingBag(20, 6), nn.Embedding(30, 6)
mix = nn.Bilinear(6, 6, 1)
optimizer = torch.optim.SparseAdam(items.parameters()) if items.sparse else torch.optim.Adam(items.parameters())
for _ in range(3):
    history, item, clicked = torch.randint(20, (8, 3)), torch.randint(30, (8,)), torch.rand(8).round()
    affinity = mix(users(history), items(item)).squeeze(-1)
    affinity = F.logsigmoid(affinity)  # BAD SOURCE
    loss = F.binary_cross_entropy_with_logits(affinity, clicked)  # LOSS
    loss.backward()
    optimizer.step()
    optimizer.zero_grad()
