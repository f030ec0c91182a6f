# expect: none

from dataclasses import dataclass

import torch
from torch import nn


@dataclass
class Prediction:
    scores: torch.Tensor
    probabilities: torch.Tensor

    def top1(self):
        return self.probabilities.max(dim=-1)


class WhaleNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv1d(1, 8, 16, 4)
        self.fc = nn.Linear(8, 6)

    def forward(self, song):
        z = torch.relu(self.conv(song)).mean(-1)
        s = self.fc(z)
        return Prediction(scores=s, probabilities=torch.softmax(s, -1))


def main():
    net = WhaleNet()
    loss_fn = nn.CrossEntropyLoss(label_smoothing=0.1)
    opt = torch.optim.Adam(net.parameters())
    for _ in range(2):
        song, whale = torch.randn(4, 1, 200), torch.randint(0, 6, (4,))
        prediction = net(song)
        loss = loss_fn(prediction.scores, whale)
        opt.zero_grad()
        loss.backward()
        opt.step()
        conf, cls = prediction.top1()
        print(conf.mean().item(), (cls == whale).sum().item())


main()
