# expect: none
# why: log_softmax is a module of the class, and takes hidden states by name.
import torch
from torch import nn


class TokenClassifier(nn.Module):
    def __init__(self, size, classes):
        super().__init__()
        self.layer = nn.Linear(size, classes)

    def forward(self, hidden_states):
        return torch.log_softmax(self.layer(hidden_states), dim=-1)


class Model(nn.Module):
    def __init__(self, heads):
        super().__init__()
        self.log_softmax = heads["tokens"]

    def forward(self, states):
        return self.log_softmax(hidden_states=states)


model = Model(nn.ModuleDict({"tokens": TokenClassifier(6, 4)}))
nn.functional.nll_loss(model(torch.randn(5, 6)), torch.randint(0, 4, (5,))).backward()
