# expect: ACT201@24|25

import torch
import torch.nn as nn
import torch.nn.functional as F


class AtariNet(nn.Module):
    def __init__(self, n_actions):
        super().__init__()
        self.conv1 = nn.Conv2d(4, 8, 8, stride=4)
        self.conv2 = nn.Conv2d(8, 16, 4, stride=2)
        self.adv_hidden = nn.Linear(16 * 16, 64)
        self.adv_out = nn.Linear(64, n_actions)
        self.val_hidden = nn.Linear(16 * 16, 64)
        self.val_out = nn.Linear(64, 1)

    def forward(self, x):
        x = F.relu(self.conv1(x / 255.0))
        x = F.relu(self.conv2(x))
        x = x.view(x.size(0), -1)
        adv = F.relu(self.adv_hidden(x))
        adv = self.adv_out(adv)
        val = self.val_hidden(x)
        val = self.val_out(val)
        return val + adv - adv.mean(1, keepdim=True)


q = AtariNet(6)
frames = torch.randint(0, 255, (2, 4, 44, 44)).float()
loss = F.smooth_l1_loss(q(frames).max(1).values, torch.randn(2))
loss.backward()
