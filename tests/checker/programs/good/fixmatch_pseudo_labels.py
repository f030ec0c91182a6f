# expect: none
# why: Pseudo labels come from a softmax of the weak view; the strong view's logits go to the loss.
import torch
import torch.nn as nn
import torch.nn.functional as F

net = nn.Linear(8, 4)
weak, strong = torch.randn(6, 8), torch.randn(6, 8)
with torch.no_grad():
    probs = torch.softmax(net(weak), dim=-1)
    score, pseudo = probs.max(dim=-1)
    mask = score.ge(0.3).float()
loss = (F.cross_entropy(net(strong), pseudo, reduction="none") * mask).mean()
loss.backward()
