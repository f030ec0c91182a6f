# expect: none
# why: Batch-first logits are transposed and normalised before F.ctc_loss.
import torch
import torch.nn as nn
import torch.nn.functional as F

net = nn.Sequential(nn.Conv1d(4, 8, 3, padding=1), nn.ReLU(), nn.Conv1d(8, 5, 1))
logits = net(torch.randn(2, 4, 10)).transpose(1, 2)
logp = F.log_softmax(logits, dim=-1).transpose(0, 1)
loss = F.ctc_loss(logp, torch.randint(1, 5, (2, 3)), torch.tensor([10, 10]), torch.tensor([3, 3]))
loss.backward()
with torch.no_grad():
    best = F.softmax(logits, -1).argmax(-1)
