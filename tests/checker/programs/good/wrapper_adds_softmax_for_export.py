# expect: none
# why: An export wrapper adds the softmax around the trained logits model.
import torch
from torch import nn


class WithSoftmax(nn.Module):
    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, x):
        return torch.softmax(self.model(x), dim=1)


net = nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 3))
nn.CrossEntropyLoss()(net(torch.randn(4, 4)), torch.randint(0, 3, (4,))).backward()
traced = torch.jit.trace(WithSoftmax(net).eval(), torch.randn(1, 4))
print(traced(torch.randn(2, 4)))
