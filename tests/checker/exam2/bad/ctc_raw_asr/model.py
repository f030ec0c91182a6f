# expect: none

import torch.nn as nn


class DeepSpeechLite(nn.Module):
    def __init__(self, n_mels=40, vocab=29):
        super().__init__()
        self.conv = nn.Conv1d(n_mels, 64, 5, stride=2, padding=2)
        self.gru = nn.GRU(64, 64, num_layers=2, batch_first=True)
        self.classifier = nn.Linear(64, vocab)

    def forward(self, mel):
        x = nn.functional.gelu(self.conv(mel)).transpose(1, 2)
        x, _ = self.gru(x)
        return self.classifier(x)
