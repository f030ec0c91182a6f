# expect: none

import torch
import torch.nn as nn


class LazyHead(nn.Module):
    """Modules without parameters made in forward are fine; those with some are made once."""

    def __init__(self, classes=3):
        super().__init__()
        self.classes = classes
        self.conv = nn.Conv2d(3, 4, 3)
        self.fc = nn.LazyLinear(classes)

    def forward(self, x):
        x = nn.ReLU()(self.conv(x))
        x = nn.MaxPool2d(2)(x)
        x = nn.Flatten()(x)
        x = nn.Dropout(0.5)(x) if self.training else x
        return self.fc(x)

    def predict(self, x):
        return nn.Softmax(dim=1)(self(x)).argmax(1)


net = LazyHead()
x, y = torch.randn(4, 3, 8, 8), torch.randint(0, 3, (4,))
loss = nn.CrossEntropyLoss()(net(x), y)
loss.backward()
net.eval()
pred = net.predict(x)
