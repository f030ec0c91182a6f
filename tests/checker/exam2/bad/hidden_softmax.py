# expect: ACT206@17

import torch
import torch.nn as nn


class StudentModel(nn.Module):
    def __init__(self):
        super().__init__()
        self.in_layer = nn.Linear(28 * 28, 100)
        self.mid = nn.Linear(100, 50)
        self.out_layer = nn.Linear(50, 10)

    def forward(self, img):
        x = img.flatten(start_dim=1)
        x = torch.relu(self.in_layer(x))
        x = torch.softmax(self.mid(x), dim=1)
        return self.out_layer(x)


net = StudentModel()
loss = nn.CrossEntropyLoss()(net(torch.rand(4, 1, 28, 28)), torch.tensor([1, 2, 3, 4]))
loss.backward()
