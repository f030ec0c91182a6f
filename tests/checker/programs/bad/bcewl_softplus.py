# expect: ACT112@19
# why: softplus keeps every label's logit above zero.
import torch
import torch.nn as nn
import torch.nn.functional as F


class Toxic(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(9, 6)

    def forward(self, x):
        return F.softplus(self.fc(x))


toxic = Toxic()
criterion = torch.nn.BCEWithLogitsLoss()
criterion(toxic(torch.randn(3, 9)), torch.rand(3, 6).round()).backward()
