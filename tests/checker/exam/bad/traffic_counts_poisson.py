# expect: ACT122@18
# why: Raw counts from a linear head with PoissonNLLLoss(log_input=False).
import torch
from torch import nn


class Traffic(nn.Module):
    def __init__(self):
        super().__init__()
        self.lstm = nn.LSTM(3, 6, batch_first=True)
        self.head = nn.Linear(6, 2)

    def forward(self, x):
        return self.head(self.lstm(x)[0][:, -1])


loss_fn = nn.PoissonNLLLoss(log_input=False, full=False)
loss = loss_fn(Traffic()(torch.randn(8, 5, 3)), torch.poisson(torch.ones(8, 2)))
loss.backward()
