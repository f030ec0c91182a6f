# expect: none

import torch
from torch import nn
import torch.nn.functional as F

classifier = nn.Sequential(
    nn.Flatten(),
    nn.Linear(64, 32),
    nn.Hardswish(),
    nn.Linear(32, 10),
    nn.Softmax(dim=1),
)
backbone = classifier[:-1]
opt = torch.optim.AdamW(backbone.parameters(), lr=1e-3)

for _ in range(3):
    digits, label = torch.rand(12, 1, 8, 8), torch.randint(0, 10, (12,))
    loss = F.cross_entropy(backbone(digits), label)
    opt.zero_grad()
    loss.backward()
    opt.step()

with torch.no_grad():
    print(classifier(digits).argmax(1))
