# expect: none
# why: A linear head on frozen features that end with a ReLU.
import torch
from torch import nn

backbone = nn.Sequential(nn.Linear(8, 12), nn.ReLU()).requires_grad_(False).eval()
probe = nn.Linear(12, 5)
with torch.no_grad():
    feats = backbone(torch.randn(6, 8))
nn.CrossEntropyLoss()(probe(feats), torch.randint(0, 5, (6,))).backward()
