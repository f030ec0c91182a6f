# expect: none
# why: The ensemble averages softmaxes at test time; each member was trained on logits.
import torch
from torch import nn

members = nn.ModuleList(nn.Linear(5, 3) for _ in range(3))
ce = nn.CrossEntropyLoss()
x, y = torch.randn(6, 5), torch.randint(0, 3, (6,))
sum(ce(m(x), y) for m in members).backward()
with torch.no_grad():
    mean = torch.stack([m(x).softmax(-1) for m in members]).mean(0)
print(-(mean.gather(1, y[:, None])).log().mean())
