# expect: none

import torch
import torch.nn.functional as F
from accelerate import Accelerator


class TagModel(torch.nn.Module):
    def __init__(self, d=8, tags=12):
        super().__init__()
        self.inp = torch.nn.Linear(d, 32)
        self.mid = torch.nn.Linear(32, 32)
        self.tags = torch.nn.Linear(32, tags)

    def forward(self, x):
        h = F.gelu(self.inp(x))
        h = h + F.gelu(self.mid(h))
        return self.tags(h)


def evaluate(accelerator, model, loader, threshold=0.5):
    model.eval()
    hits = total = 0
    for x, y in loader:
        with torch.no_grad():
            scores = model(x)
        scores, y = accelerator.gather_for_metrics((scores, y))
        hits += ((torch.sigmoid(scores) > threshold) == y.bool()).sum().item()
        total += y.numel()
    return hits / total


def train(accelerator, model, loader, optimizer):
    model.train()
    for x, y in loader:
        with accelerator.autocast():
            loss = F.binary_cross_entropy_with_logits(model(x), y, reduction="none").sum(-1).mean()
        accelerator.backward(loss)
        optimizer.step()
        optimizer.zero_grad()


acc = Accelerator(cpu=True)
net = TagModel()
optim = torch.optim.Adam(net.parameters())
batches = [(torch.randn(4, 8), torch.rand(4, 12).round()) for _ in range(2)]
net, optim = acc.prepare(net, optim)
train(acc, net, batches, optim)
print(evaluate(acc, net, batches))
