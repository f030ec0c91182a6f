# expect: ACT402@17
# allow: ACT201@18

import torch
import torch.nn as nn
import torch.nn.functional as F


class Encoder(nn.Module):
    def __init__(self, d=10, h=24, z=4):
        super().__init__()
        self.fc1, self.fc2, self.fc3 = nn.Linear(d, h), nn.Linear(h, h), nn.Linear(h, z)

    def forward(self, x):
        x = F.relu(self.fc1(x))
        x = self.fc2(x)
        torch.relu(x)
        x = self.fc3(x)
        return F.normalize(x, dim=1)


enc = Encoder()
a, p, n = torch.randn(4, 10), torch.randn(4, 10), torch.randn(4, 10)
loss = nn.TripletMarginLoss(margin=0.3)(enc(a), enc(p), enc(n))
loss.backward()
