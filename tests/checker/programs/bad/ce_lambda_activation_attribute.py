# expect: ACT101@21
# why: The output activation is a lambda kept in an attribute, and it is a softmax.
import torch
import torch.nn as nn
import torch.nn.functional as F


class Head(nn.Module):
    def __init__(self, dim, classes, activation=None):
        super().__init__()
        self.lin = nn.Linear(dim, classes)
        self.activation = activation or (lambda t: F.softmax(t, dim=1))

    def forward(self, x):
        return self.activation(self.lin(x))


head = Head(8, 3)
optimizer = torch.optim.SGD(head.parameters(), lr=0.5)
for epoch in range(2):
    loss = F.cross_entropy(head(torch.randn(4, 8)), torch.randint(0, 3, (4,)))
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
