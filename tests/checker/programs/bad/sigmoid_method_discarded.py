# expect: ACT402@12
# why: logits.sigmoid() without assignment leaves raw scores for the threshold.
import torch
from torch import nn

net = nn.Linear(5, 4)


def predict(x):
    with torch.no_grad():
        scores = net(x)
        scores.sigmoid()
    return scores > 0.5


print(predict(torch.randn(3, 5)).sum())
