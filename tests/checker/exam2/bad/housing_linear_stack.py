# expect: ACT201@16, ACT201@17

import torch
from torch import nn


class HousePrice(nn.Module):
    def __init__(self, n_features=13):
        super().__init__()
        self.fc1 = nn.Linear(n_features, 64)
        self.fc2 = nn.Linear(64, 64)
        self.fc3 = nn.Linear(64, 1)

    def forward(self, x):
        x = self.fc1(x)
        x = self.fc2(x)
        x = self.fc3(x)
        return x


model = HousePrice()
criterion = nn.MSELoss()
optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
inputs, prices = torch.randn(50, 13), torch.randn(50, 1)
for epoch in range(5):
    optimizer.zero_grad()
    loss = criterion(model(inputs), prices)
    loss.backward()
    optimizer.step()
