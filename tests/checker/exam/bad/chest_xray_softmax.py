# expect: ACT104@19
# why: Fourteen findings that can hold together are trained through a softmax and the logits loss.
import torch
from torch import nn

model = nn.Sequential()
for name, layer in {
    "conv": nn.Conv2d(1, 4, 3),
    "relu": nn.ReLU(),
    "pool": nn.AdaptiveAvgPool2d(1),
    "flat": nn.Flatten(),
    "fc": nn.Linear(4, 14),
}.items():
    model.add_module(name, layer)
activation = nn.Softmax(dim=1)
criterion = nn.BCEWithLogitsLoss()
findings = torch.rand(2, 14).round()
outputs = activation(model(torch.randn(2, 1, 6, 6)))
criterion(outputs, findings).backward()
