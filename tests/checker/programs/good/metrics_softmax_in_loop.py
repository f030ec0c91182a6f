# expect: none
# why: The loss gets logits and the softmax beside it serves the accuracy and the confidence only.
import torch
from torch import nn

model = nn.Sequential(nn.Linear(6, 8), nn.ReLU(), nn.Linear(8, 3))
loss_fn = nn.CrossEntropyLoss()
for step in range(2):
    x, y = torch.randn(7, 6), torch.randint(0, 3, (7,))
    logits = model(x)
    probs = torch.softmax(logits.detach(), dim=1)
    confidence = probs.max(dim=1).values.mean()
    accuracy = (probs.argmax(1) == y).float().mean()
    loss = loss_fn(logits, y)
    loss.backward()
    print(step, loss.item(), accuracy.item(), confidence.item())
