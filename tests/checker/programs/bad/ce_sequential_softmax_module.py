# expect: ACT101@12
# why: nn.Softmax is the last layer of a positional nn.Sequential trained with cross entropy.
import torch
from torch import nn

model = nn.Sequential(nn.Flatten(), nn.Linear(16, 32), nn.ReLU(), nn.Linear(32, 4), nn.Softmax(dim=-1))
loss_fn = nn.CrossEntropyLoss(label_smoothing=0.1)
opt = torch.optim.Adam(model.parameters())
for step in range(2):
    x = torch.randn(6, 4, 4)
    y = torch.randint(0, 4, (6,))
    loss = loss_fn(model(x), y)
    opt.zero_grad()
    loss.backward()
    opt.step()
