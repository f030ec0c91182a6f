# expect: ACT101@11

import torch

from losses import build_loss
from models import AudioNet


def train_one_epoch(model, batches, criterion, optimizer):
    for mel, label in batches:
        loss = criterion(model(mel), label)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()


if __name__ == "__main__":
    cfg = {"loss": "ce"}
    net = AudioNet()
    batches = [(torch.randn(4, 16, 9), torch.randint(0, 5, (4,)))]
    train_one_epoch(net, batches, build_loss(cfg), torch.optim.Adam(net.parameters()))
