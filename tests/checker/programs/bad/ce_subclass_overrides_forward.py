# expect: ACT101@28
# why: The subclass adds a softmax on top of the parent's logits; training uses the subclass.
import torch
import torch.nn as nn
import torch.nn.functional as F


class Base(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(5, 3)

    def forward(self, x):
        return self.fc(x)


class Probabilistic(Base):
    def forward(self, x):
        return F.softmax(super().forward(x), dim=1)


def main():
    net = Probabilistic()
    opt = torch.optim.Adagrad(net.parameters())
    ce = nn.CrossEntropyLoss()
    for _ in range(2):
        opt.zero_grad()
        ce(net(torch.randn(6, 5)), torch.randint(0, 3, (6,))).backward()
        opt.step()


if __name__ == "__main__":
    main()
