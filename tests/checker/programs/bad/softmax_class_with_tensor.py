# expect: ACT401@12
# why: nn.Softmax(logits) takes the tensor for its dim and computes nothing.
# raises: AttributeError
import torch
from torch import nn

clf = nn.Linear(6, 3)


def predict(x):
    logits = clf(x)
    probs = nn.Softmax(logits)
    return probs.argmax(dim=1)


predict(torch.randn(2, 6))
