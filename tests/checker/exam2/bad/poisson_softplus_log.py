# expect: ACT122@22

import torch
import torch.nn as nn
import torch.nn.functional as F


class SpikeDecoder(nn.Module):
    """Firing rates of 20 neurons from a stimulus."""

    def __init__(self, stim_dim=30, neurons=20):
        super().__init__()
        self.filters = nn.Conv1d(1, 8, 9)
        self.readout = nn.Linear(8 * 22, neurons)
        self.poisson = nn.PoissonNLLLoss()

    def rates(self, stim):
        h = torch.relu(self.filters(stim.unsqueeze(1))).flatten(1)
        return F.softplus(self.readout(h))

    def training_loss(self, stim, spikes):
        return self.poisson(self.rates(stim), spikes)


dec = SpikeDecoder()
dec.training_loss(torch.randn(5, 30), torch.poisson(torch.ones(5, 20))).backward()
