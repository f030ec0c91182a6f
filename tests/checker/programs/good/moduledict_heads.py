# expect: none
# why: A ModuleDict of heads, each trained with the loss from a dict of the same keys.
import torch
from torch import nn

heads = nn.ModuleDict({"cls": nn.Linear(6, 4), "multi": nn.Linear(6, 3), "reg": nn.Linear(6, 1)})
losses = {"cls": nn.CrossEntropyLoss(), "multi": nn.BCEWithLogitsLoss(), "reg": nn.SmoothL1Loss()}
h = torch.relu(nn.Linear(5, 6)(torch.randn(4, 5)))
targets = {"cls": torch.randint(0, 4, (4,)), "multi": torch.rand(4, 3).round(), "reg": torch.randn(4, 1)}
total = sum(losses[k](heads[k](h), targets[k]) for k in heads)
total.backward()
