# expect: none
# why: The softmax is appended when the training is over.
import torch
from torch import nn


def train(model, steps):
    ce = nn.CrossEntropyLoss()
    for _ in range(steps):
        ce(model(torch.randn(5, 6)), torch.randint(0, 4, (5,))).backward()


def main():
    net = nn.Sequential(nn.Linear(6, 4))
    train(net, 2)
    deployed = nn.Sequential(net, nn.Softmax(dim=1))
    print(deployed(torch.randn(1, 6)).sum())


if __name__ == "__main__":
    main()
