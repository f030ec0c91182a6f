# expect: none
# why: A generic trainer in one file takes the criterion; the script pairs a softmax model with it.
# allow: ACT101@20
import torch
from torch import nn
from trainer import Runner


class Model(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(3, 3)

    def forward(self, x):
        return self.fc(x).softmax(-1)


model = Model()
runner = Runner(model, nn.CrossEntropyLoss(), torch.optim.SGD(model.parameters(), lr=0.1))
runner.step((torch.randn(4, 3), torch.randint(0, 3, (4,))))
