# expect: ACT101@16|30

import torch
from torch import nn


def make_mlp(sizes, dropout=0.0, final=None):
    layers = []
    for i, (a, b) in enumerate(zip(sizes[:-1], sizes[1:])):
        layers.append(nn.Linear(a, b))
        if i < len(sizes) - 2:
            layers.append(nn.LeakyReLU(0.1))
            if dropout:
                layers.append(nn.Dropout(dropout))
    if final == "softmax":
        layers.append(nn.Softmax(dim=-1))
    elif final == "sigmoid":
        layers.append(nn.Sigmoid())
    return nn.Sequential(*layers)


model = make_mlp([30, 64, 64, 3], dropout=0.2, final="softmax")
criterion = nn.CrossEntropyLoss()
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)

X, y = torch.randn(100, 30), torch.randint(0, 3, (100,))
for epoch in range(10):
    optimizer.zero_grad()
    y_hat = model(X)
    loss = criterion(y_hat, y)
    loss.backward()
    optimizer.step()
