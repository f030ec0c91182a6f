# expect: none
# why: The pretrained classifier's Softmax is replaced by Identity before fine-tuning.
import torch
from torch import nn


class Old(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(6, 3)
        self.act = nn.Softmax(dim=1)

    def forward(self, x):
        return self.act(self.fc(x))


model = Old()
model.act = nn.Identity()
loss = nn.CrossEntropyLoss()(model(torch.randn(4, 6)), torch.randint(0, 3, (4,)))
loss.backward()
