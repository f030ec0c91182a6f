# expect: ACT101@20
# why: The loss hides in a default argument while the model ends in a softmax.
import torch
import torch.nn as nn


class Scorer(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(6, 6) for _ in range(2)])
        self.last = nn.Linear(6, 3)

    def forward(self, x):
        for layer in self.layers:
            x = torch.relu(layer(x))
        return torch.softmax(self.last(x), dim=1)


def step(model, x, y, loss_fn=nn.CrossEntropyLoss()):
    return loss_fn(model(x), y)


if __name__ == "__main__":
    step(Scorer(), torch.randn(4, 6), torch.randint(0, 3, (4,))).backward()
