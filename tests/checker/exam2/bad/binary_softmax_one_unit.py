# expect: ACT116@18
# allow: ACT111@18, ACT111@25

import torch
import torch.nn as nn


class CatOrDog(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 8, 5, stride=4)
        self.fc = nn.Linear(8 * 7 * 7, 1)
        self.softmax = nn.Softmax(dim=1)

    def forward(self, x):
        x = torch.relu(self.conv(x))
        x = x.reshape(len(x), -1)
        return self.softmax(self.fc(x))


net = CatOrDog()
criterion = nn.BCELoss()
opt = torch.optim.Adam(net.parameters())
img, is_dog = torch.rand(6, 3, 32, 32), torch.randint(0, 2, (6, 1)).float()
loss = criterion(net(img), is_dog)
loss.backward()
print(net.fc.weight.grad.abs().max())
