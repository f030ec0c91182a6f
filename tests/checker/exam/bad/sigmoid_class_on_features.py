# expect: ACT401@13
# why: torch.nn.Sigmoid is called with the features instead of being made first.
# raises: TypeError
import torch


class Gate(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = torch.nn.Linear(4, 4)

    def forward(self, x):
        gate = torch.nn.Sigmoid(self.fc(x))
        return gate * x


Gate()(torch.randn(2, 4))
