# expect: ACT102@23|41

import torch
import torch.nn as nn


class ChurnNet(nn.Module):
    def __init__(self, n_features):
        super().__init__()
        self.layer_1 = nn.Linear(n_features, 32)
        self.layer_2 = nn.Linear(32, 16)
        self.layer_out = nn.Linear(16, 2)
        self.relu = nn.ReLU()
        self.dropout = nn.Dropout(p=0.1)
        self.batchnorm1 = nn.BatchNorm1d(32)
        self.final = nn.Sigmoid()

    def forward(self, inputs):
        x = self.relu(self.layer_1(inputs))
        x = self.batchnorm1(x)
        x = self.relu(self.layer_2(x))
        x = self.dropout(x)
        x = self.final(self.layer_out(x))
        return x


def accuracy(pred, y):
    return (pred.max(1)[1] == y).float().mean() * 100


device = torch.device("cpu")
model = ChurnNet(11).to(device)
class_weights = torch.tensor([0.3, 0.7], device=device)
criterion = nn.CrossEntropyLoss(weight=class_weights)
optimizer = torch.optim.Adam(model.parameters(), lr=0.001)
model.train()
for e in range(1, 3):
    X_batch, y_batch = torch.randn(8, 11).to(device), torch.randint(0, 2, (8,)).to(device)
    optimizer.zero_grad()
    y_pred = model(X_batch)
    loss = criterion(y_pred, y_batch.long())
    acc = accuracy(y_pred, y_batch)
    loss.backward()
    optimizer.step()
    print(f"Epoch {e}: {loss.item():.3f} {acc:.1f}")
