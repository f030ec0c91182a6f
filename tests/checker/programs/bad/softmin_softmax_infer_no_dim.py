# expect: ACT124@16
# why: Inference calls F.softmax without dim on a batch of logits.
import torch
import torch.nn.functional as F
from torch import nn

clf = nn.Linear(4, 3)


def fit(x, y):
    F.cross_entropy(clf(x), y).backward()


def predict(x):
    with torch.no_grad():
        return F.softmax(clf(x)).argmax(1)


fit(torch.randn(5, 4), torch.randint(0, 3, (5,)))
print(predict(torch.randn(2, 4)))
