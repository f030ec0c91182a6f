# expect: ACT208@10|11|18|19|26

import torch
import torch.nn as nn


def dense(i, o, act, norm=True):
    mods = [nn.Linear(i, o)]
    if norm:
        mods.append(nn.BatchNorm1d(o))
    mods.append(act())
    return nn.Sequential(*mods)


class Molecule(nn.Module):
    def __init__(self, bits=64, tasks=3):
        super().__init__()
        self.l1 = dense(bits, 32, nn.SELU)
        self.l2 = dense(32, 16, nn.SELU)
        self.out = nn.Linear(16, tasks)

    def forward(self, fp):
        return self.out(self.l2(self.l1(fp)))


net = Molecule()
loss = nn.BCEWithLogitsLoss()(net(torch.rand(8, 64).round()), torch.rand(8, 3).round())
loss.backward()
