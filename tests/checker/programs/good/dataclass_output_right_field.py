# expect: none
# why: The dataclass carries logits and probabilities in separate fields.
from dataclasses import dataclass
import torch
from torch import nn


@dataclass
class Out:
    logits: torch.Tensor
    probs: torch.Tensor
    loss: torch.Tensor | None = None


class Model(nn.Module):
    def __init__(self):
        super().__init__()
        self.enc = nn.Embedding(12, 6)
        self.cls = nn.Linear(6, 3)

    def forward(self, ids, labels=None):
        logits = self.cls(self.enc(ids).mean(1))
        out = Out(logits, logits.softmax(-1))
        if labels is not None:
            out.loss = nn.functional.cross_entropy(out.logits, labels)
        return out


Model()(torch.randint(0, 12, (2, 4)), torch.tensor([0, 2])).loss.backward()
