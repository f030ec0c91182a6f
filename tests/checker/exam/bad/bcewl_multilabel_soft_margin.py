# expect: ACT103@15
# why: MultiLabelSoftMarginLoss applies its own sigmoid to the already squeezed outputs.
import torch
import torch.nn.functional as F
from torch import nn

tagger = nn.Sequential(nn.Linear(10, 10), nn.ReLU(), nn.Linear(10, 4))


def predict(x):
    return torch.sigmoid(tagger(x))


x, y = torch.randn(4, 10), torch.rand(4, 4).round()
F.multilabel_soft_margin_loss(predict(x), y).backward()
