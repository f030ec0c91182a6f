# expect: ACT111@10
# why: The per-label loss F.binary_cross_entropy judges a distribution over tags.
import torch
import torch.nn as nn
import torch.nn.functional as F


def tag_loss(net, batch):
    scores = F.softmax(net(batch["text"]), dim=-1)
    return F.binary_cross_entropy(scores, batch["tags"])


tag_loss(
    nn.Linear(6, 4), {"text": torch.randn(3, 6), "tags": torch.tensor([[1.0, 1, 0, 0], [0, 1, 1, 0], [1, 0, 0, 1]])}
).backward()
