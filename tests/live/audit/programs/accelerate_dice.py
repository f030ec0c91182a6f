# ACT115
import torch
from accelerate import Accelerator
from torch import nn


def overlap(predicted, mask, smooth=1.0):
    both = (predicted * mask).sum(dim=(1, 2, 3))
    either = predicted.sum(dim=(1, 2, 3)) + mask.sum(dim=(1, 2, 3))
    return 1 - ((2 * both + smooth) / (either + smooth)).mean()  # LOSS


def main():
    accelerator = Accelerator(cpu=True)
    torch.manual_seed(0)
    net = nn.Sequential(nn.Conv2d(1, 4, 3, padding=1), nn.ReLU(), nn.Conv2d(4, 1, 1))  # SOURCE
    net, optimizer = accelerator.prepare(net, torch.optim.Adam(net.parameters()))
    for _ in range(3):
        picture, mask = torch.randn(2, 1, 6, 6), torch.rand(2, 1, 6, 6).round()
        loss = overlap(net(picture), mask)  # BAD
        loss = overlap(net(picture).sigmoid(), mask)  # GOOD
        accelerator.backward(loss)
        accelerator.clip_grad_norm_(net.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad()


main()
