# expect: none

import torch
import torch.nn.functional as F
from torch import nn


class SpeechModel(nn.Module):
    def __init__(self, n_feats=40, n_class=29):
        super().__init__()
        self.fc = nn.Sequential(nn.Linear(n_feats, 64), nn.LayerNorm(64), nn.GELU())
        self.rnn = nn.LSTM(64, 64, batch_first=True)
        self.classifier = nn.Linear(64, n_class)

    def forward(self, spec):
        x, _ = self.rnn(self.fc(spec))
        return self.classifier(x)


def train(model, batch, criterion):
    spec, labels, input_lengths, label_lengths = batch
    output = model(spec)  # (batch, time, n_class)
    output = F.log_softmax(output, dim=2)
    output = output.transpose(0, 1)  # (time, batch, n_class)
    return criterion(output, labels, input_lengths, label_lengths)


batch = torch.randn(2, 50, 40), torch.randint(0, 28, (2, 7)), torch.tensor([50, 50]), torch.tensor([7, 5])
train(SpeechModel(), batch, nn.CTCLoss(blank=28)).backward()
