# expect: ACT123@22

import torch
from torch import nn, optim


class Gender(nn.Module):
    def __init__(self):
        super().__init__()
        self.gru = nn.GRU(20, 16, batch_first=True)
        self.fc = nn.Linear(16, 2)

    def forward(self, mfcc):
        return self.fc(self.gru(mfcc)[1][0])


def train_model(model, loader, lr=0.001):
    opt = optim.Adam(model.parameters(), lr)
    for mfcc, g in loader:
        opt.zero_grad()
        scores = model(mfcc)
        loss = nn.CrossEntropyLoss(scores, g)
        loss.backward()
        opt.step()


try:
    train_model(Gender(), [(torch.randn(4, 30, 20), torch.tensor([0, 1, 1, 0]))])
except Exception as e:
    print(type(e).__name__, e)
