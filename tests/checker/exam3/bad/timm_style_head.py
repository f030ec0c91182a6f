# expect: ACT101@38|50

import torch
import torch.nn as nn
import torch.nn.functional as F


class ClassifierHead(nn.Module):
    def __init__(self, in_features, num_classes, drop=0.0):
        super().__init__()
        self.pool = nn.AdaptiveAvgPool2d(1)
        self.drop = nn.Dropout(drop)
        self.fc = nn.Linear(in_features, num_classes) if num_classes > 0 else nn.Identity()

    def forward(self, x, pre_logits=False):
        x = self.drop(self.pool(x).flatten(1))
        return x if pre_logits else self.fc(x)


class ResNetish(nn.Module):
    def __init__(self, num_classes=10, width=8):
        super().__init__()
        self.conv1 = nn.Conv2d(3, width, 3, 2, 1)
        self.bn1 = nn.BatchNorm2d(width)
        self.act1 = nn.ReLU(inplace=True)
        self.head = ClassifierHead(width, num_classes)
        self.out_act = nn.Softmax(dim=-1)

    def forward_features(self, x):
        return self.act1(self.bn1(self.conv1(x)))

    def forward_head(self, x, pre_logits: bool = False):
        return self.head(x, pre_logits=pre_logits)

    def forward(self, x):
        x = self.forward_features(x)
        x = self.forward_head(x)
        return self.out_act(x)


def create_model(name, **kwargs):
    return {"resnetish": ResNetish}[name](**kwargs)


def train_epoch(model, loader, loss_fn, optimizer, mixup_fn=None):
    for input, target in loader:
        if mixup_fn is not None:
            input, target = mixup_fn(input, target)
        output = model(input)
        loss = loss_fn(output, target)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()


model = create_model("resnetish", num_classes=6)
train_loss_fn = nn.CrossEntropyLoss()
train_epoch(model, [(torch.randn(2, 3, 8, 8), torch.tensor([1, 5]))], train_loss_fn, torch.optim.SGD(model.parameters(), 0.1))
