# expect: ACT101@14
# why: Model, loss and training live in three files; the model ends in softmax.
import torch
from losses import build_loss
from model import Digits


def train(steps=2):
    net = Digits()
    criterion = build_loss(0.1)
    optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
    for _ in range(steps):
        images, labels = torch.randn(4, 1, 8, 8), torch.randint(0, 10, (4,))
        loss = criterion(net(images), labels)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()


if __name__ == "__main__":
    train()
