# expect: none

"""Multiple instance learning: attention over the instances of a bag (Ilse et al.)."""
import torch
import torch.nn as nn
import torch.nn.functional as F


class GatedAttentionMIL(nn.Module):
    def __init__(self, d=10, L=8):
        super().__init__()
        self.embed = nn.Sequential(nn.Linear(d, 16), nn.ReLU())
        self.V = nn.Sequential(nn.Linear(16, L), nn.Tanh())
        self.U = nn.Sequential(nn.Linear(16, L), nn.Sigmoid())
        self.w = nn.Linear(L, 1)
        self.classifier = nn.Linear(16, 1)

    def forward(self, bag):
        h = self.embed(bag)
        a = self.w(self.V(h) * self.U(h))
        a = F.softmax(a.transpose(1, 2), dim=-1)
        z = torch.bmm(a, h).squeeze(1)
        return self.classifier(z).squeeze(-1), a


def objective(model, bag, label):
    logit, _ = model(bag)
    return F.binary_cross_entropy_with_logits(logit, label)


def error(model, bag, label):
    logit, _ = model(bag)
    return (torch.sigmoid(logit).ge(0.5).float() != label).float().mean()


mil = GatedAttentionMIL()
bags, labels = torch.randn(3, 7, 10), torch.tensor([0.0, 1.0, 1.0])
objective(mil, bags, labels).backward()
print(error(mil, bags, labels))
