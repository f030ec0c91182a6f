# expect: ACT125@20|31
# allow: ACT126@31

import torch
import torch.nn.functional as F
from torch import nn
from torch.utils.data import DataLoader, TensorDataset


class IrisNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(4, 10)
        self.fc2 = nn.Linear(10, 8)
        self.fc3 = nn.Linear(8, 3)

    def forward(self, x):
        x = F.relu(self.fc1(x))
        x = F.relu(self.fc2(x))
        x = F.log_softmax(self.fc3(x), dim=0)
        return x


def train(net, loader, epochs):
    opt = torch.optim.Adam(net.parameters(), lr=0.01)
    history = []
    for epoch in range(epochs):
        for data, target in loader:
            opt.zero_grad()
            output = net(data)
            loss = F.nll_loss(output, target)
            loss.backward()
            opt.step()
            history.append(loss.item())
    return history


ds = TensorDataset(torch.randn(12, 4), torch.randint(0, 3, (12,)))
print(train(IrisNet(), DataLoader(ds, batch_size=6, shuffle=True), 1))
