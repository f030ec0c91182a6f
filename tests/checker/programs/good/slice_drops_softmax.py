# expect: none
# why: model[:-1] leaves the Softmax out for the loss.
import torch
from torch import nn

model = nn.Sequential(nn.Linear(6, 8), nn.ReLU(), nn.Linear(8, 3), nn.Softmax(dim=1))
logits_model = model[:-1]
loss = nn.CrossEntropyLoss()(logits_model(torch.randn(5, 6)), torch.randint(0, 3, (5,)))
loss.backward()
with torch.no_grad():
    print(model(torch.randn(2, 6)))
