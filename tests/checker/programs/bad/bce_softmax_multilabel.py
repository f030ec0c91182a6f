# expect: ACT111@22
# why: Softmax with BCELoss makes labels that can hold together compete.
import torch
import torch.nn as nn


class Genre(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(18, 7)
        self.softmax = nn.Softmax(dim=1)

    def forward(self, x):
        return self.softmax(self.fc(x))


genre = Genre()
criterion = nn.BCELoss()
optimizer = torch.optim.Adam(genre.parameters())
for _ in range(2):
    pred = genre(torch.randn(5, 18))
    loss = criterion(pred, torch.rand(5, 7).round())
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
