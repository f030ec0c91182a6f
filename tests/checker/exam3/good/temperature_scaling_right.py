# expect: none

import torch
import torch.nn as nn
import torch.nn.functional as F


class Classifier(nn.Module):
    def __init__(self, d=8, k=4):
        super().__init__()
        self.body = nn.Sequential(nn.Linear(d, 32), nn.ReLU())
        self.top = nn.Linear(32, k)

    def forward(self, x):
        return self.top(self.body(x))


class ModelWithTemperature(nn.Module):
    def __init__(self, model):
        super().__init__()
        self.model = model
        self.temperature = nn.Parameter(torch.ones(1) * 1.5)

    def forward(self, x):
        return self.scale(self.model(x))

    def scale(self, logits):
        return logits / self.temperature.unsqueeze(1).expand(logits.size(0), logits.size(1))

    def set_temperature(self, loader):
        nll = nn.CrossEntropyLoss()
        with torch.no_grad():
            pairs = [(self.model(x), y) for x, y in loader]
        logits, labels = torch.cat([p[0] for p in pairs]), torch.cat([p[1] for p in pairs])
        before = nll(logits, labels).item()
        optimizer = torch.optim.LBFGS([self.temperature], lr=0.01, max_iter=5)

        def closure():
            optimizer.zero_grad()
            loss = nll(self.scale(logits), labels)
            loss.backward()
            return loss

        optimizer.step(closure)
        softmaxes = F.softmax(self.scale(logits), dim=1)
        return before, nll(self.scale(logits), labels).item(), softmaxes.max(1).values.mean().item()


print(ModelWithTemperature(Classifier()).set_temperature([(torch.randn(4, 8), torch.randint(0, 4, (4,)))]))
