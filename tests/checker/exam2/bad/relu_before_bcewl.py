# expect: ACT112@21|26

import torch
from torch import nn


class CTRModel(nn.Module):
    """DeepFM without the FM: user and item embeddings through an MLP."""

    def __init__(self, n_users, n_items, dim=8):
        super().__init__()
        self.user = nn.Embedding(n_users, dim)
        self.item = nn.Embedding(n_items, dim)
        self.act = nn.ReLU()
        self.fc1 = nn.Linear(2 * dim, 16)
        self.fc2 = nn.Linear(16, 1)

    def forward(self, u, i):
        h = torch.cat((self.user(u), self.item(i)), -1)
        for fc in (self.fc1, self.fc2):
            h = self.act(fc(h))
        return h.squeeze(1)


def click_loss(model, u, i, clicked):
    return nn.BCEWithLogitsLoss()(model(u, i), clicked)


m = CTRModel(50, 80)
loss = click_loss(m, torch.randint(50, (32,)), torch.randint(80, (32,)), torch.randint(2, (32,)).float())
loss.backward()
