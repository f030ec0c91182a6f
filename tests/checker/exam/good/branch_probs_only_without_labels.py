# expect: none
# why: With labels the method returns the loss of the logits before the softmax is reached.
import torch
import torch.nn as nn
import torch.nn.functional as F


class Model(nn.Module):
    def __init__(self):
        super().__init__()
        self.rnn, self.cls = nn.GRU(4, 6, batch_first=True), nn.Linear(6, 3)

    def forward(self, x, labels=None):
        scores = self.cls(self.rnn(x)[0][:, -1])
        if labels is not None:
            return F.cross_entropy(scores, labels)
        scores = F.softmax(scores, dim=-1)
        return scores


m = Model()
m(torch.randn(2, 5, 4), torch.tensor([0, 2])).backward()
print(m(torch.randn(1, 5, 4)))
