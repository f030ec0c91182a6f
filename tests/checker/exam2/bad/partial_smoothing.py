# expect: ACT101@23|31

from functools import partial

import torch
import torch.nn.functional as F
from torch import nn, optim

loss_func = partial(F.cross_entropy, label_smoothing=0.05)


def conv_bn(c_in, c_out, stride=2):
    return nn.Sequential(nn.Conv1d(c_in, c_out, 5, stride, 2, bias=False), nn.BatchNorm1d(c_out), nn.SiLU())


def ecg_model(n_leads=12, n_rhythms=5):
    return nn.Sequential(
        conv_bn(n_leads, 16),
        conv_bn(16, 32),
        nn.AdaptiveAvgPool1d(1),
        nn.Flatten(),
        nn.Linear(32, n_rhythms),
        nn.Softmax(1),
    )


def fit(model, batches, lr=1e-3):
    opt = optim.AdamW(model.parameters(), lr=lr)
    history = []
    for xb, yb in batches:
        loss = loss_func(model(xb), yb)
        loss.backward()
        opt.step()
        opt.zero_grad(set_to_none=True)
        history.append(loss.detach())
    return torch.stack(history)


batches = [(torch.randn(8, 12, 250), torch.randint(0, 5, (8,))) for _ in range(3)]
print(fit(ecg_model(), batches))
