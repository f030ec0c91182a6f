# expect: none

import torch
from torch import nn, optim
from torch.nn import functional as F


class ModelWithTemperature(nn.Module):
    def __init__(self, model):
        super().__init__()
        self.model = model
        self.temperature = nn.Parameter(torch.ones(1) * 1.5)

    def forward(self, input):
        return self.model(input) / self.temperature

    def set_temperature(self, logits, labels):
        nll_criterion = nn.CrossEntropyLoss()
        optimizer = optim.LBFGS([self.temperature], lr=0.01, max_iter=10)

        def eval():
            optimizer.zero_grad()
            loss = nll_criterion(logits / self.temperature, labels)
            loss.backward()
            return loss

        optimizer.step(eval)
        return self


def ece(logits, labels, n_bins=5):
    confidences, predictions = F.softmax(logits, dim=1).max(1)
    hit = predictions.eq(labels).float()
    total = torch.zeros(1)
    edges = torch.linspace(0, 1, n_bins + 1)
    for lo, hi in zip(edges[:-1], edges[1:]):
        inside = (confidences > lo) & (confidences <= hi)
        if inside.any():
            total += (hit[inside].mean() - confidences[inside].mean()).abs() * inside.float().mean()
    return total


base = nn.Linear(10, 3)
x, y = torch.randn(50, 10), torch.randint(0, 3, (50,))
with torch.no_grad():
    logits = base(x)
scaled = ModelWithTemperature(base).set_temperature(logits, y)
print(ece(logits, y), ece(scaled(x).detach(), y))
