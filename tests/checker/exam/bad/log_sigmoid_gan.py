# expect: ACT405@10
# why: The generator loss is -log(sigmoid(D(G(z)))) written in two steps.
import torch
from torch import nn

G, D = nn.Linear(3, 6), nn.Linear(6, 1)
z = torch.randn(5, 3)
score = D(torch.tanh(G(z)))
p = score.sigmoid()
g_loss = -p.log().mean()
g_loss.backward()
