# expect: none

import numpy as np
import torch
from scipy.special import expit, softmax
from sklearn.metrics import log_loss, roc_auc_score
from torch import nn

model = nn.Sequential(nn.Linear(7, 14), nn.Softsign(), nn.Linear(14, 3))
optimizer = torch.optim.Adam(model.parameters())
X, y = torch.randn(60, 7), torch.arange(60) % 3
for _ in range(5):
    scores = model(X)
    loss = nn.functional.cross_entropy(scores, y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()

raw = model(X).detach().numpy()
proba = softmax(raw.astype(np.float64), axis=1)
print(log_loss(y.numpy(), proba), roc_auc_score(y.numpy(), proba, multi_class="ovr"), expit(raw).mean())
