# expect: ACT112@29|40

import torch
import torch.nn as nn

CFG = {"tiny": [8, "M", 16, "M"], "small": [16, "M", 32, "M", 32]}


def make_layers(cfg, c=3):
    layers = []
    for v in cfg:
        if v == "M":
            layers += [nn.MaxPool2d(2)]
        else:
            layers += [nn.Conv2d(c, v, 3, padding=1), nn.ReLU(inplace=True)]
            c = v
    return nn.Sequential(*layers)


class VGG(nn.Module):
    def __init__(self, name="tiny", num_classes=10):
        super().__init__()
        self.features = make_layers(CFG[name])
        self.classifier = nn.Sequential(
            nn.Dropout(),
            nn.Linear(16 * 8 * 8, 64),
            nn.ReLU(True),
            nn.Linear(64, num_classes),
            nn.ReLU(True),
        )

    def forward(self, x):
        return self.classifier(torch.flatten(self.features(x), 1))


model = VGG()
loss_fn = nn.CrossEntropyLoss()
optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
for imgs, labels in [(torch.rand(4, 3, 32, 32), torch.randint(0, 10, (4,)))]:
    loss = loss_fn(model(imgs), labels)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
