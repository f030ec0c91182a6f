# expect: none
# why: Temperature scaling divides the logits before cross entropy.
import torch
from torch import nn


class Scaled(nn.Module):
    def __init__(self, model):
        super().__init__()
        self.model = model
        self.temperature = nn.Parameter(torch.ones(1) * 1.5)

    def forward(self, x):
        return self.model(x) / self.temperature


scaled = Scaled(nn.Linear(5, 3))
opt = torch.optim.LBFGS([scaled.temperature], max_iter=2)
x, y = torch.randn(8, 5), torch.randint(0, 3, (8,))


def closure():
    opt.zero_grad()
    loss = nn.functional.cross_entropy(scaled(x), y)
    loss.backward()
    return loss


opt.step(closure)
print(scaled(x).softmax(1).max())
