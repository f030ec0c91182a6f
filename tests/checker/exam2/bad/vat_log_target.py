# expect: ACT109@20

import torch
import torch.nn as nn

loss_kld = nn.KLDivLoss(reduction="batchmean", log_target=True)


class VAT(nn.Module):
    def __init__(self, xi=1e-1, eps=1.0):
        super().__init__()
        self.xi, self.eps = xi, eps

    def forward(self, model, x):
        with torch.no_grad():
            clean = torch.softmax(model(x), dim=1)
        d = torch.randn_like(x)
        d = self.eps * d / d.flatten(1).norm(dim=1, keepdim=True)
        noisy = torch.log_softmax(model(x + d), dim=1)
        return loss_kld(noisy, clean)


net = nn.Sequential(nn.Linear(12, 24), nn.ELU(), nn.Linear(24, 3))
vat = VAT()
x = torch.randn(10, 12)
loss = vat(net, x)
loss.backward()
print(loss.item())
