# expect: none

import torch.nn as nn


def get_criterion(name, weight=None):
    if name == "ce":
        return nn.CrossEntropyLoss(weight=weight)
    if name == "smooth":
        return nn.CrossEntropyLoss(weight=weight, label_smoothing=0.1)
    raise ValueError(f"unknown criterion {name}")
