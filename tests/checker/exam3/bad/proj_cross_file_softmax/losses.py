# expect: none

import torch.nn as nn


def build_loss(cfg):
    kind = cfg.get("loss", "ce")
    table = {"ce": nn.CrossEntropyLoss, "bce": nn.BCEWithLogitsLoss}
    return table[kind](reduction=cfg.get("reduction", "mean"))
