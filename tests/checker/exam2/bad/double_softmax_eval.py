# expect: ACT127@30

import torch
import torch.nn as nn


class Gesture(nn.Module):
    def __init__(self, classes=6):
        super().__init__()
        self.lstm = nn.LSTM(9, 24, batch_first=True)
        self.fc = nn.Linear(24, classes)

    def forward(self, imu):
        o, _ = self.lstm(imu)
        logits = self.fc(o[:, -1])
        if not self.training:
            return logits.softmax(-1)
        return logits


def train(model, x, y):
    model.train()
    loss = nn.CrossEntropyLoss()(model(x), y)
    loss.backward()


@torch.no_grad()
def confidence(model, x):
    model.eval()
    probs = torch.softmax(model(x), dim=-1)
    return probs.max(-1)


if __name__ == "__main__":
    g = Gesture()
    x = torch.randn(3, 30, 9)
    train(g, x, torch.tensor([0, 1, 5]))
    print(confidence(g, x))
