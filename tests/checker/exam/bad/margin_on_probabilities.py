# expect: ACT130@13
# why: F.multi_margin_loss compares softmaxed scores.
import torch
import torch.nn as nn
import torch.nn.functional as F


def scores_of(model, x):
    return model(x).softmax(dim=1)


svm = nn.Linear(7, 3)
loss = F.multi_margin_loss(scores_of(svm, torch.randn(4, 7)), torch.tensor([0, 2, 1, 1]), margin=1.0)
loss.backward()
