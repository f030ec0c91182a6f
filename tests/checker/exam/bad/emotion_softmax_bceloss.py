# expect: ACT111@20
# why: Emotions that occur together: Softmax and nn.BCELoss in one training loop.
import torch
from torch import nn


class Emotions(nn.Module):
    def __init__(self):
        super().__init__()
        self.gru = nn.GRU(4, 6, batch_first=True)
        self.fc = nn.Sequential(nn.Linear(6, 5), nn.Softmax(dim=-1))

    def forward(self, x):
        out, _ = self.gru(x)
        return self.fc(out.mean(dim=1))


net, bce = Emotions(), nn.BCELoss()
for _ in range(2):
    loss = bce(net(torch.randn(3, 7, 4)), torch.rand(3, 5).round())
    loss.backward()
