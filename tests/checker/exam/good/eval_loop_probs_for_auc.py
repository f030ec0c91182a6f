# expect: none
# why: Evaluation collects probabilities for a ranking metric; the loss still sees logits.
import torch
from torch import nn


def evaluate(model, batches, criterion):
    total, scores = 0.0, []
    model.eval()
    with torch.no_grad():
        for x, y in batches:
            out = model(x)
            total += criterion(out, y).item()
            scores.append(torch.softmax(out, dim=1)[:, 1])
    return total, torch.cat(scores)


net = nn.Linear(5, 2)
data = [(torch.randn(4, 5), torch.randint(0, 2, (4,))) for _ in range(2)]
print(evaluate(net, data, nn.CrossEntropyLoss()))
