# expect: ACT122@16|25

import torch
import torch.nn as nn


class SpikeCounts(nn.Module):
    """Predicts the firing rate of each neuron."""

    def __init__(self, stim=10, neurons=6):
        super().__init__()
        self.core = nn.Sequential(nn.Linear(stim, 20), nn.ELU())
        self.readout = nn.Linear(20, neurons)

    def forward(self, stimulus):
        return self.readout(self.core(stimulus))


def fit(model, data, loss_fn=nn.PoissonNLLLoss(log_input=False, full=True)):
    opt = torch.optim.LBFGS(model.parameters(), max_iter=2)
    for stimulus, counts in data:

        def closure():
            opt.zero_grad()
            loss = loss_fn(model(stimulus), counts)
            loss.backward()
            return loss

        opt.step(closure)


fit(SpikeCounts(), [(torch.randn(4, 10), torch.poisson(torch.ones(4, 6)))])
