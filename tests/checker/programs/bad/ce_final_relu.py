# expect: ACT112@24
# why: A ReLU behind the last linear layer clips the logits.
import torch
from torch import nn


class NeuralNetwork(nn.Module):
    def __init__(self):
        super().__init__()
        self.flatten = nn.Flatten()
        self.linear_relu_stack = nn.Sequential(
            nn.Linear(16, 32), nn.ReLU(), nn.Linear(32, 32), nn.ReLU(), nn.Linear(32, 10), nn.ReLU()
        )

    def forward(self, x):
        x = self.flatten(x)
        logits = self.linear_relu_stack(x)
        return logits


def train(dataloader, model, loss_fn, optimizer):
    for X, y in dataloader:
        pred = model(X)
        loss = loss_fn(pred, y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()


model = NeuralNetwork()
train(
    [(torch.randn(8, 4, 4), torch.randint(0, 10, (8,)))],
    model,
    nn.CrossEntropyLoss(),
    torch.optim.SGD(model.parameters(), lr=1e-3),
)
