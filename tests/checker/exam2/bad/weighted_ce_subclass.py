# expect: ACT101@25|37

import torch
from torch import nn


class BalancedCrossEntropy(nn.CrossEntropyLoss):
    """Cross entropy whose class weights come from inverse frequencies."""

    def __init__(self, counts, **kwargs):
        freq = counts / counts.sum()
        super().__init__(weight=1.0 / (freq + 1e-6), **kwargs)


class DefectNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem = nn.Sequential(nn.Conv2d(1, 8, 5, 2), nn.ReLU(True), nn.Conv2d(8, 16, 5, 2), nn.ReLU(True))
        self.gap = nn.AdaptiveAvgPool2d(1)
        self.fc = nn.Linear(16, 4)

    def forward(self, img):
        z = self.gap(self.stem(img)).flatten(1)
        scores = self.fc(z)
        probs = scores.softmax(dim=-1)
        return probs


class Trainer:
    def __init__(self, model, criterion, lr=1e-3):
        self.model = model
        self.criterion = criterion
        self.optimizer = torch.optim.Adam(model.parameters(), lr=lr)

    def step(self, x, y):
        self.optimizer.zero_grad()
        loss = self.criterion(self.model(x), y)
        loss.backward()
        self.optimizer.step()
        return loss.item()


if __name__ == "__main__":
    counts = torch.tensor([900.0, 50.0, 30.0, 20.0])
    trainer = Trainer(DefectNet(), BalancedCrossEntropy(counts))
    for _ in range(3):
        print(trainer.step(torch.rand(6, 1, 40, 40), torch.randint(0, 4, (6,))))
