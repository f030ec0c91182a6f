# expect: ACT101@15
# why: A helper function turns features into a softmax; the caller takes its result for logits.
import torch
import torch.nn as nn
import torch.nn.functional as F


def classify(features, weight, bias):
    scores = F.linear(features, weight, bias)
    return scores.softmax(dim=-1)


def loss_of(features, params, labels):
    pred = classify(features, *params)
    return F.cross_entropy(pred, labels)


if __name__ == "__main__":
    params = [torch.randn(4, 9, requires_grad=True), torch.zeros(4, requires_grad=True)]
    loss_of(torch.randn(3, 9), params, torch.tensor([0, 3, 1])).backward()
