# ACT104
import torch
from torch import nn


class Heads(nn.Module):
    def __init__(self, sizes):
        super().__init__()
        self.base = nn.Linear(7, 12)
        self.heads = nn.ModuleDict({name: nn.Linear(12, size) for name, size in sizes.items()})

    def forward(self, x):
        h = nn.functional.gelu(self.base(x))
        return {name: head(h) for name, head in self.heads.items()}


model = Heads({"topic": 4, "flags": 6})
optimizer = torch.optim.AdamW(model.parameters())
single, several = nn.CrossEntropyLoss(), nn.BCEWithLogitsLoss()
for _ in range(3):
    out = model(torch.randn(10, 7))
    flags = out["flags"]
    flags = out["flags"].softmax(dim=1)  # BAD SOURCE
    loss = single(out["topic"], torch.randint(4, (10,)))
    loss = loss + 0.5 * several(flags, torch.rand(10, 6).round())  # LOSS
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
