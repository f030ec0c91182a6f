# expect: ACT109@27|28

import torch
import torch.nn as nn
import torch.nn.functional as F


class EMA:
    def __init__(self, model, decay=0.99):
        import copy

        self.shadow = copy.deepcopy(model)
        self.decay = decay

    @torch.no_grad()
    def update(self, model):
        for s, p in zip(self.shadow.parameters(), model.parameters()):
            s.lerp_(p, 1 - self.decay)


class ConsistencyLoss(nn.Module):
    def __init__(self):
        super().__init__()
        self.kl = nn.KLDivLoss(reduction="batchmean", log_target=True)

    def forward(self, weak, strong):
        target = weak.detach().softmax(dim=-1)
        return self.kl(strong.log_softmax(dim=-1), target)


net = nn.Sequential(nn.Linear(6, 16), nn.ReLU(), nn.Linear(16, 3))
ema = EMA(net)
opt = torch.optim.SGD(net.parameters(), lr=0.05)
loss_fn = ConsistencyLoss()
for _ in range(2):
    x = torch.randn(5, 6)
    loss = loss_fn(ema.shadow(x), net(x + 0.1 * torch.randn_like(x)))
    opt.zero_grad()
    loss.backward()
    opt.step()
    ema.update(net)
