# expect: none
# why: A norm's ones, ones that are overwritten, zeros at the end of LoRA, a frozen box filter, a mean by hand: all on purpose.
import torch
import torch.nn.functional as F
from torch import nn


class Scale(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(width))

    def forward(self, x):
        return x * self.weight


class Filled(nn.Module):
    def __init__(self, wide, out):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(out, wide))
        nn.init.xavier_uniform_(self.weight)

    def forward(self, x):
        return F.linear(x, self.weight)


class Lora(nn.Module):
    def __init__(self, wide, out, rank):
        super().__init__()
        self.base = nn.Linear(wide, out)
        self.lora_a = nn.Linear(wide, rank, bias=False)
        self.lora_b = nn.Linear(rank, out, bias=False)
        self.lora_b.weight.data = torch.zeros(out, rank)
        self.smooth = nn.Conv1d(1, 1, 3, padding=1, bias=False)
        self.smooth.weight = nn.Parameter(torch.ones(1, 1, 3) / 3, requires_grad=False)
        self.mean = nn.Linear(out, 1)
        self.mean.weight.data = torch.ones(1, out)

    def forward(self, x):
        return self.base(x) + self.lora_b(self.lora_a(x))


net = nn.Sequential(Filled(5, 8), Scale(8), nn.ReLU(), Lora(8, 8, 2))
nn.CrossEntropyLoss()(net(torch.randn(3, 5)), torch.tensor([0, 1, 1])).backward()
