# expect: ACT101@14
# why: The training function takes model and criterion as arguments; the caller pairs a softmax model with cross entropy.
import torch
import torch.nn as nn
import torch.nn.functional as F


def train_epoch(model, loader, criterion, optimizer):
    model.train()
    running = 0.0
    for data, target in loader:
        optimizer.zero_grad()
        output = model(data)
        loss = criterion(output, target)
        loss.backward()
        optimizer.step()
        running += loss.item()
    return running


class ConvNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(1, 4, 3)
        self.fc = nn.Linear(4 * 6 * 6, 10)

    def forward(self, x):
        x = F.relu(self.conv(x))
        x = x.view(x.size(0), -1)
        x = self.fc(x)
        return F.softmax(x, 1)


if __name__ == "__main__":
    net = ConvNet()
    data = [(torch.randn(3, 1, 8, 8), torch.randint(0, 10, (3,))) for _ in range(2)]
    train_epoch(net, data, nn.CrossEntropyLoss(), torch.optim.SGD(net.parameters(), lr=0.01))
