# expect: ACT101@32|41

from collections import OrderedDict

import torch
from torch import nn, optim


class Backbone(nn.Module):
    def __init__(self, num_classes=1000):
        super().__init__()
        self.features = nn.Sequential(nn.Conv2d(3, 8, 3, 2), nn.ReLU(), nn.AdaptiveAvgPool2d(1))
        self.classifier = nn.Linear(8, num_classes)

    def forward(self, x):
        return self.classifier(self.features(x).flatten(1))


def load_pretrained():
    return Backbone()


model = load_pretrained()
for param in model.parameters():
    param.requires_grad = False
model.classifier = nn.Sequential(
    OrderedDict(
        [
            ("fc1", nn.Linear(8, 16)),
            ("relu", nn.ReLU()),
            ("fc2", nn.Linear(16, 3)),
            ("output", nn.Softmax(dim=1)),
        ]
    )
)
criterion = nn.CrossEntropyLoss()
optimizer = optim.Adam(model.classifier.parameters(), lr=0.001)
for images, labels in [(torch.randn(4, 3, 9, 9), torch.randint(0, 3, (4,)))]:
    optimizer.zero_grad()
    logps = model.forward(images)
    loss = criterion(logps, labels)
    loss.backward()
    optimizer.step()
