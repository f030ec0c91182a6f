# expect: ACT104@11
# why: One-hot targets and a softmax output go into the binary loss on logits.
import torch
import torch.nn.functional as F
from torch import nn


def train(net, x, labels, n_classes):
    one_hot = F.one_hot(labels, n_classes).float()
    pred = net(x).softmax(dim=-1)
    return F.binary_cross_entropy_with_logits(pred, one_hot)


if __name__ == "__main__":
    train(nn.Linear(5, 3), torch.randn(6, 5), torch.randint(0, 3, (6,)), 3).backward()
