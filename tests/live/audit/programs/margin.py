# ACT130
import torch
from torch import nn
from torch.func import functional_call

torch.manual_seed(4)
ranker = nn.Sequential(nn.Linear(6, 6), nn.Hardswish(), nn.Linear(6, 5))
fast = {name: value.detach().clone().requires_grad_() for name, value in ranker.named_parameters()}
criterion = nn.MultiMarginLoss(margin=0.5)
for inner in range(3):
    scores = functional_call(ranker, fast, (torch.randn(12, 6),))
    scores = scores.softmax(-1)  # BAD SOURCE
    loss = criterion(scores, torch.randint(0, 5, (12,)))  # LOSS
    grads = torch.autograd.grad(loss, list(fast.values()))
    fast = {name: value - 0.1 * grad for (name, value), grad in zip(fast.items(), grads)}
