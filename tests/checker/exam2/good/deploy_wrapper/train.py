# expect: none

import torch
from classifier import Plankton
from export import export
from torch import nn


def main():
    net = Plankton()
    opt = torch.optim.Adam(net.parameters())
    criterion = nn.CrossEntropyLoss()
    for _ in range(2):
        loss = criterion(net(torch.rand(4, 1, 24, 24)), torch.randint(0, 7, (4,)))
        opt.zero_grad()
        loss.backward()
        opt.step()
    export(net)


if __name__ == "__main__":
    main()
