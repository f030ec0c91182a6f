# expect: ACT131@12
# why: The detector's head returns log_softmax and the trainer uses the binary loss on logits.
import torch
from torch import nn

head = nn.Sequential(nn.Linear(8, 8), nn.ReLU(), nn.Linear(8, 4), nn.LogSoftmax(dim=-1))
criterion = nn.BCEWithLogitsLoss()


def train_one(batch, labels):
    logits = head(batch)
    return criterion(logits, labels)


train_one(torch.randn(3, 8), torch.eye(4)[:3]).backward()
