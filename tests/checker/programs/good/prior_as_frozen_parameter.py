# expect: none
# why: A parameter that is not trained holds the class prior it was given, and that is a distribution.
import torch
from torch import nn
from torch.distributions import Categorical, kl_divergence


class SemiSupervised(nn.Module):
    def __init__(self, classes):
        super().__init__()
        self.prior = nn.Parameter(torch.ones(1, classes) / classes, requires_grad=False)
        self.classifier = nn.Linear(6, classes)

    def forward(self, x):
        found = Categorical(logits=self.classifier(x))
        return kl_divergence(found, Categorical(probs=self.prior.repeat(len(x), 1))).mean()


SemiSupervised(4)(torch.randn(3, 6)).backward()
