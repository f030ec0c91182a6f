# expect: ACT105@36

import pandas as pd
import torch
import torch.nn as nn
import torch.optim as optim


class Attrition(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.layer_1 = nn.Linear(n, 32)
        self.layer_2 = nn.Linear(32, 16)
        self.layer_out = nn.Linear(16, 1)
        self.relu = nn.ReLU()
        self.sigmoid = nn.Sigmoid()
        self.batchnorm1 = nn.BatchNorm1d(32)

    def forward(self, inputs):
        x = self.relu(self.layer_1(inputs))
        x = self.batchnorm1(x)
        x = self.relu(self.layer_2(x))
        x = self.layer_out(x)
        return x


frame = pd.DataFrame({"age": [25, 40, 33, 51], "salary": [2.1, 4.0, 3.3, 6.2], "left": [1, 0, 0, 1]})
X = torch.tensor(frame[["age", "salary"]].values, dtype=torch.float32)
y = torch.tensor(frame["left"].values, dtype=torch.float32).unsqueeze(1)
model = Attrition(2)
criterion = nn.BCELoss()
optimizer = optim.Adam(model.parameters())
for e in range(2):
    y_pred = model(X)
    try:
        loss = criterion(y_pred, y)
    except RuntimeError as err:
        print(err)
        break
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
