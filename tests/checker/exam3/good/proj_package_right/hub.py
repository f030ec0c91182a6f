# expect: none

from torch import nn


def conv_block(i, o):
    return nn.Sequential(nn.Conv1d(i, o, 3, padding=1), nn.BatchNorm1d(o), nn.GELU())


class Speaker(nn.Module):
    """Gives log-probabilities over frames, [B, T, C]."""

    def __init__(self, bands=8, classes=6):
        super().__init__()
        self.body = nn.Sequential(conv_block(bands, 16), conv_block(16, 16))
        self.head = nn.Linear(16, classes)

    def forward(self, x):
        return self.head(self.body(x).transpose(1, 2)).log_softmax(dim=2)
