# expect: ACT101@24
# why: Of two heads one returns logits and the other a softmax; only the second loss is wrong.
import torch
import torch.nn as nn
import torch.nn.functional as F


class TwoHeads(nn.Module):
    def __init__(self):
        super().__init__()
        self.shared = nn.Linear(10, 10)
        self.colour = nn.Linear(10, 3)
        self.shape = nn.Linear(10, 4)

    def forward(self, x):
        h = F.relu(self.shared(x))
        return self.colour(h), F.softmax(self.shape(h), dim=1)


net = TwoHeads()
x = torch.randn(5, 10)
colour, shape = net(x)
colour_loss = F.cross_entropy(colour, torch.randint(0, 3, (5,)))
shape_loss = F.cross_entropy(shape, torch.randint(0, 4, (5,)))
(colour_loss + shape_loss).backward()
