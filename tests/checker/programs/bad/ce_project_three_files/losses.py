# expect: none
# why: Model, loss and training live in three files; the model ends in softmax.
import torch.nn as nn


def build_loss(smoothing=0.0):
    return nn.CrossEntropyLoss(label_smoothing=smoothing)
