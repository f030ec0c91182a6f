# expect: none

from torch import nn


class WineClassifier(nn.Module):
    """Three cultivars from thirteen chemical measurements."""

    def __init__(self, n_in: int = 13, hidden: int = 32, n_out: int = 3):
        super().__init__()
        self.body = nn.Sequential(nn.Linear(n_in, hidden), nn.BatchNorm1d(hidden), nn.ReLU())
        self.out = nn.Linear(hidden, n_out)
        self.act = nn.Softmax(dim=-1)

    def forward(self, x):
        features = self.body(x)
        return self.act(self.out(features))


def build_network(config):
    return WineClassifier(hidden=config["hidden"])
