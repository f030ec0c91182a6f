# expect: ACT105@34|42

import argparse

import torch
import torch.nn as nn


class Critic(nn.Module):
    """PatchGAN discriminator."""

    def __init__(self, in_ch=3, nf=8, n_layers=2, use_sigmoid=False):
        super().__init__()
        seq = [nn.Conv2d(in_ch, nf, 4, 2, 1), nn.LeakyReLU(0.2, True)]
        for _ in range(1, n_layers):
            seq += [nn.Conv2d(nf, nf * 2, 4, 2, 1), nn.InstanceNorm2d(nf * 2), nn.LeakyReLU(0.2, True)]
            nf *= 2
        seq.append(nn.Conv2d(nf, 1, 3, 1, 1))
        if use_sigmoid:
            seq.append(nn.Sigmoid())
        self.model = nn.Sequential(*seq)

    def forward(self, x):
        return self.model(x)


class GANLoss(nn.Module):
    def __init__(self, use_lsgan=True):
        super().__init__()
        self.loss = nn.MSELoss() if use_lsgan else nn.BCELoss()

    def __call__(self, prediction, is_real):
        target = torch.full_like(prediction, 1.0 if is_real else 0.0)
        return self.loss(prediction, target)


def main():
    net = Critic()
    criterion = GANLoss(use_lsgan=False)
    real = torch.randn(1, 3, 16, 16)
    try:
        loss = criterion(net(real), True)
        loss.backward()
    except RuntimeError as error:
        print(error)


if __name__ == "__main__":
    main()
