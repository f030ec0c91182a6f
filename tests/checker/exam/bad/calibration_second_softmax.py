# expect: ACT127@20
# why: ECE is computed from probabilities that are softmaxed a second time; only calibration shows it.
import torch
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(5, 4)

    def forward(self, x):
        logits = self.fc(x)
        return logits, logits.softmax(dim=1)


@torch.no_grad()
def confidence(model, x):
    _, scores = model(x)
    return torch.nn.functional.softmax(scores, dim=1).max(dim=1).values


net = Net()
logits, _ = net(torch.randn(3, 5))
nn.CrossEntropyLoss()(logits, torch.tensor([0, 1, 2])).backward()
print(confidence(net, torch.randn(2, 5)))
