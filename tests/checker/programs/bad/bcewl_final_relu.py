# expect: ACT112@7
# why: The binary logit passes a ReLU and can never be negative.
import torch
import torch.nn as nn

net = nn.Sequential(nn.Linear(5, 8), nn.Tanh(), nn.Linear(8, 1), nn.ReLU())
loss = nn.BCEWithLogitsLoss()(net(torch.randn(16, 5)).squeeze(-1), torch.zeros(16))
loss.backward()
