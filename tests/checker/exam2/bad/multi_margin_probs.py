# expect: ACT130@14|22

import torch
from torch import nn
from torch.nn import functional as F


class SpeciesSVM(nn.Module):
    def __init__(self, d=64, n=12):
        super().__init__()
        self.fc = nn.Linear(d, n)

    def forward(self, emb):
        return F.softmax(self.fc(emb), dim=-1)


svm = SpeciesSVM()
hinge = nn.MultiMarginLoss(margin=1.0, p=2)
opt = torch.optim.SGD(svm.parameters(), lr=0.1, weight_decay=1e-4)
for _ in range(3):
    emb, species = torch.randn(16, 64), torch.randint(0, 12, (16,))
    loss = hinge(svm(emb), species)
    opt.zero_grad()
    loss.backward()
    opt.step()
