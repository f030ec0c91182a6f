# expect: none

import torch
from torch import nn

kl_loss = nn.KLDivLoss(reduction="batchmean", log_target=True)


def consistency(model, a, b):
    """Symmetric KL between the predictions for two augmentations."""
    log_p = model(a).log_softmax(-1)
    log_q = model(b).log_softmax(-1)
    return 0.5 * (kl_loss(log_p, log_q) + kl_loss(log_q, log_p))


class Tiny(nn.Module):
    def __init__(self):
        super().__init__()
        self.c = nn.Conv1d(4, 8, 3)
        self.f = nn.Linear(8, 5)

    def forward(self, x):
        return self.f(torch.relu(self.c(x)).amax(-1))


model = Tiny()
x = torch.randn(6, 4, 20)
loss = consistency(model, x + 0.1 * torch.randn_like(x), x + 0.1 * torch.randn_like(x))
loss.backward()
assert loss.item() >= 0
