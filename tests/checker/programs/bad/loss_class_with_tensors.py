# expect: ACT123@10
# why: nn.CrossEntropyLoss(out, y) constructs a module from tensors.
# raises: RuntimeError
import torch
import torch.nn as nn


def step(model, x, y):
    out = model(x)
    loss = nn.CrossEntropyLoss(out, y)
    loss.backward()


step(nn.Linear(4, 3), torch.randn(5, 4), torch.randint(0, 3, (5,)))
