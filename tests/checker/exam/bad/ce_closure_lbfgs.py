# expect: ACT101@14
# why: The LBFGS closure computes cross entropy on a model that ends with Softmax.
import torch
from torch import nn

X, Y = torch.randn(12, 4), torch.randint(0, 3, (12,))
model = nn.Sequential(nn.Linear(4, 3), nn.Softmax(dim=1))
criterion = nn.CrossEntropyLoss()
optimizer = torch.optim.LBFGS(model.parameters(), max_iter=2)


def closure():
    optimizer.zero_grad()
    loss = criterion(model(X), Y)
    loss.backward()
    return loss


optimizer.step(closure)
