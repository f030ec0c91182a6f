# expect: ACT201@10

import torch
from torch import nn


def create_model(input_size=10, hidden_sizes=(128, 64), output_size=1):
    return nn.Sequential(
        nn.Linear(input_size, hidden_sizes[0]),
        nn.Linear(hidden_sizes[0], hidden_sizes[1]),
        nn.ReLU(),
        nn.Linear(hidden_sizes[1], output_size),
    )


def train_model(model, x, y, epochs=4):
    mse = nn.MSELoss()
    opt = torch.optim.SGD(model.parameters(), lr=0.01)
    for _ in range(epochs):
        opt.zero_grad()
        err = mse(model(x).squeeze(), y)
        err.backward()
        opt.step()
    return err.item()


print(train_model(create_model(), torch.randn(20, 10), torch.randn(20)))
