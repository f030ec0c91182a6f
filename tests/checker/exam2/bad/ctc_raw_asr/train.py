# expect: ACT119@17

import torch
import torch.nn as nn
from model import DeepSpeechLite

criterion = nn.CTCLoss(blank=28)
model = DeepSpeechLite()
optimizer = torch.optim.AdamW(model.parameters(), 5e-4)


def train_step(mel, labels, label_lengths):
    optimizer.zero_grad()
    output = model(mel)
    output = output.transpose(0, 1)  # (time, batch, classes)
    input_lengths = torch.full((mel.size(0),), output.size(0), dtype=torch.long)
    loss = criterion(output, labels, input_lengths, label_lengths)
    loss.backward()
    optimizer.step()
    return loss


print(train_step(torch.randn(2, 40, 60), torch.randint(0, 28, (2, 5)), torch.tensor([5, 5])))
