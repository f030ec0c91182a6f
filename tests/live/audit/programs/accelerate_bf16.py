# ACT106
import torch
import torch.nn.functional as F
from accelerate import Accelerator
from torch import nn

accelerator = Accelerator(cpu=True, mixed_precision="bf16")
torch.manual_seed(0)


class Recurrent(nn.Module):
    def __init__(self):
        super().__init__()
        self.cell = nn.GRU(3, 8, batch_first=True)
        self.out = nn.Linear(8, 4)

    def forward(self, x):
        states, _ = self.cell(x)
        return F.softmax(self.out(states[:, -1]), dim=-1)  # BAD SOURCE
        return F.log_softmax(self.out(states[:, -1]), dim=-1)  # GOOD


series, kinds = torch.randn(9, 5, 3), torch.randint(0, 4, (9,))
model, optimizer = accelerator.prepare(*(lambda m: (m, torch.optim.AdamW(m.parameters())))(Recurrent()))
for _ in range(3):
    loss = F.nll_loss(model(series), kinds)  # LOSS
    accelerator.backward(loss)
    optimizer.step()
    optimizer.zero_grad()
