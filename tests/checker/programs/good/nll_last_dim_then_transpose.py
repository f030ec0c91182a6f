# expect: none
# why: log_softmax over the last dim and a transpose that moves the classes to dim 1.
import torch
from torch import nn


class Tagger(nn.Module):
    def __init__(self):
        super().__init__()
        self.e, self.o = nn.Embedding(9, 6), nn.Linear(6, 4)

    def forward(self, t):
        return torch.log_softmax(self.o(self.e(t)), dim=-1)


logp = Tagger()(torch.randint(0, 9, (3, 5)))
nn.NLLLoss()(logp.transpose(1, 2), torch.randint(0, 4, (3, 5))).backward()
