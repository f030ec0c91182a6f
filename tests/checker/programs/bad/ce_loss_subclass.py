# expect: ACT101@14|20
# why: A subclass of nn.CrossEntropyLoss adds a weight and is still given probabilities.
import torch
import torch.nn as nn
import torch.nn.functional as F


class WeightedCE(nn.CrossEntropyLoss):
    def __init__(self, scale):
        super().__init__(reduction="mean")
        self.scale = scale

    def forward(self, input, target):
        return self.scale * super().forward(input, target)


net = nn.Linear(7, 4)
criterion = WeightedCE(2.0)
p = F.softmax(net(torch.randn(5, 7)), dim=-1)
criterion(p, torch.randint(0, 4, (5,))).backward()
