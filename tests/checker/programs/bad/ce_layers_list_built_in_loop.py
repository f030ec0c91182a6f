# expect: ACT101@28
# why: The list of layers is filled in a loop and a softmax is appended behind it before *layers.
import torch
from torch import nn


class MLP(nn.Module):
    def __init__(self, sizes):
        super().__init__()
        layers = []
        for i in range(len(sizes) - 1):
            layers.append(nn.Linear(sizes[i], sizes[i + 1]))
            if i < len(sizes) - 2:
                layers.append(nn.ReLU())
        layers.append(nn.Softmax(dim=1))
        self.net = nn.Sequential(*layers)

    def forward(self, x):
        return self.net(x)


if __name__ == "__main__":
    mlp = MLP([20, 16, 8, 5])
    criterion = torch.nn.CrossEntropyLoss()
    sgd = torch.optim.SGD(mlp.parameters(), 0.01)
    for _ in range(2):
        sgd.zero_grad()
        criterion(mlp(torch.randn(4, 20)), torch.randint(0, 5, (4,))).backward()
        sgd.step()
