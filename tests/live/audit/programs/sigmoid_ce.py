# ACT102
import torch
from torch import nn
from torch.nn.utils import parametrizations

torch.manual_seed(6)
gate = nn.Sigmoid()
gate = nn.Sigmoid()  # BAD SOURCE
body = parametrizations.weight_norm(nn.Linear(9, 9))
tail = nn.Linear(9, 3)
average = torch.optim.swa_utils.AveragedModel(tail)
optimizer = torch.optim.SGD([{"params": body.parameters(), "lr": 0.1}, {"params": tail.parameters(), "lr": 0.01}])
for features, kind in zip(torch.randn(4, 10, 9), torch.randint(0, 3, (4, 10))):
    scores = gate(tail(body(features)))  # BAD
    scores = tail(gate(body(features)))  # GOOD
    loss = nn.functional.cross_entropy(input=scores, target=kind)  # LOSS
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    average.update_parameters(tail)
