# expect: none
# allow: ACT101@19

import torch.nn as nn
import torch.nn.functional as F

ACTIVATIONS = {"relu": nn.ReLU, "gelu": nn.GELU, "silu": nn.SiLU}


class AudioNet(nn.Module):
    def __init__(self, n_mels=16, classes=5, act="gelu"):
        super().__init__()
        self.conv = nn.Conv1d(n_mels, 24, 3, padding=1)
        self.act = ACTIVATIONS[act]()
        self.fc = nn.Linear(24, classes)

    def forward(self, mel):
        h = self.act(self.conv(mel)).mean(-1)
        return F.softmax(self.fc(h), dim=-1)
