# expect: none
# why: Q-values stay linear; epsilon-greedy takes the argmax.
import torch
import torch.nn as nn
import torch.nn.functional as F

q_net, target = (
    nn.Sequential(nn.Linear(4, 16), nn.ReLU(), nn.Linear(16, 2)),
    nn.Sequential(nn.Linear(4, 16), nn.ReLU(), nn.Linear(16, 2)),
)
s, s2, a, r = torch.randn(5, 4), torch.randn(5, 4), torch.randint(0, 2, (5, 1)), torch.randn(5)
q = q_net(s).gather(1, a).squeeze(1)
with torch.no_grad():
    y = r + 0.99 * target(s2).max(1)[0]
F.smooth_l1_loss(q, y).backward()
