# expect: none
# why: BCEWithLogitsLoss is safe inside autocast.
import torch
from torch import nn

net = nn.Linear(6, 3)
scaler = torch.amp.GradScaler("cuda", enabled=False)
with torch.autocast("cuda", dtype=torch.float16):
    loss = nn.BCEWithLogitsLoss()(net(torch.randn(4, 6)), torch.rand(4, 3).round())
scaler.scale(loss).backward()
