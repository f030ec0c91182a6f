# expect: ACT119@23
# why: The acoustic model's forward forgot log_softmax; the loss class is picked from an attribute.
import torch
import torch.nn as nn
import torch.nn.functional as F


class Asr(nn.Module):
    def __init__(self, vocab):
        super().__init__()
        self.conv = nn.Conv1d(4, 8, 3, padding=1)
        self.fc = nn.Linear(8, vocab)
        self.loss = nn.CTCLoss(blank=0, zero_infinity=True)

    def forward(self, wave):
        h = F.gelu(self.conv(wave)).permute(2, 0, 1)
        return self.fc(h)

    def training_step(self, batch, idx):
        wave, target = batch
        emissions = self(wave)
        t, n = emissions.shape[:2]
        return self.loss(emissions, target, torch.full((n,), t), torch.full((n,), target.shape[1]))


Asr(5).training_step((torch.randn(2, 4, 11), torch.randint(1, 5, (2, 3))), 0).backward()
