# expect: ACT126@24|33|43

import math

import torch
import torch.nn as nn
import torch.nn.functional as F


class TransformerLM(nn.Module):
    def __init__(self, ntoken=30, d=16, heads=2, layers=1):
        super().__init__()
        self.d = d
        self.encoder = nn.Embedding(ntoken, d)
        block = nn.TransformerEncoderLayer(d, heads, 32, dropout=0.0, batch_first=True)
        self.blocks = nn.TransformerEncoder(block, layers)
        self.decoder = nn.Linear(d, ntoken)

    def forward(self, src):
        mask = nn.Transformer.generate_square_subsequent_mask(src.size(1))
        x = self.encoder(src) * math.sqrt(self.d)
        x = self.blocks(x, mask=mask)
        x = self.decoder(x)
        return F.log_softmax(x, dim=1)


def evaluate(model, batches, criterion):
    model.eval()
    total = 0.0
    with torch.no_grad():
        for data, targets in batches:
            output = model(data)
            total += criterion(output.view(-1, 30), targets.reshape(-1)).item()
    return total / len(batches)


def train(model, batches, criterion, lr=0.5):
    model.train()
    for data, targets in batches:
        model.zero_grad()
        output = model(data)
        output = output.view(-1, 30)
        loss = criterion(output, targets.reshape(-1))
        loss.backward()
        for p in model.parameters():
            p.data.add_(p.grad, alpha=-lr)


lm, nll = TransformerLM(), nn.NLLLoss()
batches = [(torch.randint(0, 30, (2, 6)), torch.randint(0, 30, (2, 6)))]
train(lm, batches, nll)
print(evaluate(lm, batches, nll))
