# expect: none
# why: LoRA's two linear maps in a row are low-rank on purpose.
import torch
from torch import nn


class LoraLinear(nn.Module):
    def __init__(self, base, r=2):
        super().__init__()
        self.base = base.requires_grad_(False)
        self.lora_A = nn.Linear(base.in_features, r, bias=False)
        self.lora_B = nn.Linear(r, base.out_features, bias=False)
        nn.init.zeros_(self.lora_B.weight)

    def forward(self, x):
        return self.base(x) + self.lora_B(self.lora_A(x))


net = nn.Sequential(LoraLinear(nn.Linear(16, 16)), nn.ReLU(), nn.Linear(16, 3))
nn.functional.cross_entropy(net(torch.randn(4, 16)), torch.randint(0, 3, (4,))).backward()
