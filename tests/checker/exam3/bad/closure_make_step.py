# expect: ACT103@24|38

import functools

import torch
import torch.nn as nn


def logged(fn):
    @functools.wraps(fn)
    def inner(*args, **kwargs):
        out = fn(*args, **kwargs)
        print(fn.__name__, float(out))
        return out

    return inner


def make_train_step(model, loss_fn, optimizer):
    @logged
    def train_step(x, y):
        model.train()
        yhat = model(x)
        loss = loss_fn(yhat, y)
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
        return loss.detach()

    return train_step


torch.manual_seed(42)
model = nn.Sequential()
model.add_module("linear", nn.Linear(2, 10))
model.add_module("relu", nn.ReLU())
model.add_module("output", nn.Linear(10, 1))
model.add_module("sigmoid", nn.Sigmoid())
step = make_train_step(model, nn.BCEWithLogitsLoss(), torch.optim.SGD(model.parameters(), lr=0.1))
for epoch in range(3):
    step(torch.randn(8, 2), torch.rand(8, 1).round())
