# expect: none
# why: Xavier for all matrices of a GELU transformer, as is common.
import torch
from torch import nn

layer = nn.TransformerEncoderLayer(8, 2, 16, activation="gelu", batch_first=True)
for p in layer.parameters():
    if p.dim() > 1:
        nn.init.xavier_uniform_(p)
head = nn.Linear(8, 3)
nn.init.zeros_(head.bias)
out = head(layer(torch.randn(2, 4, 8))[:, 0])
nn.functional.cross_entropy(out, torch.tensor([0, 2])).backward()
