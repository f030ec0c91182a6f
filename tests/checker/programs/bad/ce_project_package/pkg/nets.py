# expect: none
# why: In a package with relative imports the engine trains a softmax network with cross entropy.
from torch import nn


def make_net(n_in, n_out):
    return nn.Sequential(nn.Linear(n_in, 16), nn.ReLU(), nn.Linear(16, n_out), nn.Softmax(dim=-1))
