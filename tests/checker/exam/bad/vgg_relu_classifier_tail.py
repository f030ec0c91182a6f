# expect: ACT112@21
# why: The classifier tail ends with ReLU and Dropout before cross entropy.
import torch
import torch.nn as nn
import torch.nn.functional as F


class Vgg(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.features = nn.Sequential(nn.Conv2d(3, 6, 3, padding=1), nn.ReLU(True), nn.MaxPool2d(2))
        self.classifier = nn.Sequential(nn.Linear(54, 16), nn.ReLU(True), nn.Dropout(), nn.Linear(16, n), nn.ReLU(True))

    def forward(self, x):
        return self.classifier(torch.flatten(self.features(x), 1))


vgg = Vgg(4)
criterion = nn.CrossEntropyLoss()
logits = vgg(torch.randn(2, 3, 6, 6))
criterion(logits, torch.tensor([0, 3])).backward()
